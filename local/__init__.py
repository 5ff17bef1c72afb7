"""An emulator for one SAM template: API Gateway, Lambda, DynamoDB streams, Secrets Manager and SES on 127.0.0.1.

`python -m local` starts the stack and `python -m local.setup` fetches its engines. The template is the only source of
routes, authorizers, tables, secrets and settings. This package imports nothing of the shop: a program that adds
something to the stack passes an `Extension`.
"""
