FROM python:3.12-slim

WORKDIR /app
COPY requirements.txt .
RUN pip install --no-cache-dir --require-hashes --requirement requirements.txt

# .dockerignore lets through bot/, facts.yaml and facts/ only.
COPY . .

# The journal outlives the container: docker run --volume journal:/data
RUN useradd --system bot && install --directory --owner=bot /data
ENV DATABASE_URL=sqlite+aiosqlite:////data/journal.db
VOLUME /data
USER bot

# Exec form: the signal that stops the container reaches the bot.
CMD ["python", "-m", "bot", "run"]
