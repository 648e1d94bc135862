"""How the tables of a store came to be, step by step; one folder for each set of tables. Alembic runs them."""
