"""The commands, one file per group.

- `main`: the group of commands, and how errors are shown; `options`: what the commands have in common
- `run`: run and chat; `ask`; `new`; `draft`; `check`; `questions`; `authoring`: evaluate, learn;
  `report`; `pictures`: card, glance
"""
