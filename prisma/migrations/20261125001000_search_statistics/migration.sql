-- How rare a word is decides whether its index or the order of the list is the shorter way; with the usual hundred
-- samples one action in a thousand looks like one in a hundred.
ALTER TABLE action_text ALTER COLUMN text SET STATISTICS 1000;
