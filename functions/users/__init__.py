"""Users: accounts, sessions, saved items, loyalty points and their administration. One sub-package per concern."""
