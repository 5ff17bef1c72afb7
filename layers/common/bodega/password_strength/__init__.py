"""How hard a password is to guess, in many languages and on many keyboards, and without the words of its owner."""
