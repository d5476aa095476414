"""What people ask, for those who run the bot: out of the journal, and nothing about who asked.

- `report`: counts by day, fact, language and reason; what was not answered; what readers call wrong
- `likeness`: questions that are alike, as one group; `period`: since when (`7d`)
- `tables`: the report as a text for the terminal, or a short one for Telegram
- `exports`: the report as JSON, as phrasings for facts.yaml, or as questions for `learn`; `chart`: as a picture
"""
