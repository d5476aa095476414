FROM python:3.12-slim

WORKDIR /app
COPY requirements.txt .
RUN pip install --no-cache-dir --require-hashes --requirement requirements.txt

# .dockerignore lets through bot/, facts.yaml and facts/ only.
COPY . .

RUN useradd --system bot
USER bot

# Exec form: the signal that stops the container reaches the bot.
CMD ["python", "-m", "bot", "run"]
