"""Time expressions: lexemes, grammar, calendar and the rules that resolve them."""
