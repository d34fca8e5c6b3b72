INSERT INTO customers (email)
VALUES (?);
