FROM python:3.12-slim

WORKDIR /app
COPY requirements.txt .
RUN pip install --no-cache-dir --require-hashes --requirement requirements.txt

# .dockerignore lets through what the wheel is built of, and nothing else.
COPY . .
RUN pip install --no-cache-dir --no-deps .

# The journal outlives the container: docker run --volume journal:/data
# A facts.yaml in /data takes the place of the packaged fact base.
RUN useradd --system bot && install --directory --owner=bot /data
WORKDIR /data
VOLUME /data
USER bot

# Exec form: the signal that stops the container reaches the bot.
CMD ["announcement-bot", "run"]
