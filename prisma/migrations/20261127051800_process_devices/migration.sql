-- How many devices a process serves, by its latest heartbeat, so that the processes can share them evenly.
ALTER TABLE server_process ADD COLUMN devices integer NOT NULL DEFAULT 0;
