-- by address
SELECT id FROM customers
WHERE email = ?;
