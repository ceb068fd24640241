-- The gateway's view. Everything here is a copy of what Kafka holds; instants are epoch milliseconds.
-- Raise ViewFile.SCHEMA with every change: an older file is then built anew.

-- What the file belongs to and how far it is: see ViewMeta.
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

-- The next record to read, committed together with what the records before it have caused.
CREATE TABLE offsets (
    source TEXT NOT NULL,
    partition INTEGER NOT NULL,
    next INTEGER NOT NULL,
    PRIMARY KEY (source, partition)
) WITHOUT ROWID;

-- generation: of the last complete reading of the topic that met the job; what an older one has left is swept.
CREATE TABLE jobs (
    id INTEGER PRIMARY KEY,
    namespace TEXT NOT NULL,
    group_name TEXT NOT NULL,
    name TEXT NOT NULL,
    enabled INTEGER NOT NULL,
    paused INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    generation INTEGER NOT NULL,
    definition BLOB NOT NULL
);
CREATE INDEX jobs_by_name ON jobs (name, id);
CREATE INDEX jobs_by_group ON jobs (namespace, group_name, id);

-- Where a job was that is gone: permissions go by the namespace, and its executions stay. Holds no job that jobs holds.
CREATE TABLE removed_jobs (
    id INTEGER PRIMARY KEY,
    namespace TEXT NOT NULL,
    group_name TEXT NOT NULL,
    name TEXT NOT NULL,
    revision INTEGER NOT NULL
);
CREATE INDEX removed_jobs_by_group ON removed_jobs (namespace, group_name, id);

CREATE VIEW job_places AS
    SELECT id, namespace, group_name, name FROM jobs
    UNION ALL SELECT id, namespace, group_name, name FROM removed_jobs;

CREATE TABLE job_labels (
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    job_id INTEGER NOT NULL,
    PRIMARY KEY (name, value, job_id)
) WITHOUT ROWID;
CREATE INDEX job_labels_by_job ON job_labels (job_id);

CREATE TABLE projects (
    id INTEGER PRIMARY KEY,
    namespace TEXT NOT NULL,
    revision INTEGER NOT NULL,
    generation INTEGER NOT NULL,
    project BLOB NOT NULL
);
CREATE INDEX projects_by_namespace ON projects (namespace);

CREATE TABLE calendars (
    id INTEGER PRIMARY KEY,
    namespace TEXT NOT NULL,
    name TEXT NOT NULL,
    revision INTEGER NOT NULL,
    generation INTEGER NOT NULL,
    calendar BLOB NOT NULL
);
CREATE INDEX calendars_by_name ON calendars (namespace, name);

-- Which jobs name a calendar of their namespace, whether or not it is there.
CREATE TABLE job_calendars (
    namespace TEXT NOT NULL,
    name TEXT NOT NULL,
    job_id INTEGER NOT NULL,
    PRIMARY KEY (namespace, name, job_id)
) WITHOUT ROWID;
CREATE INDEX job_calendars_by_job ON job_calendars (job_id);

CREATE TABLE executions (
    id TEXT PRIMARY KEY,
    alias INTEGER NOT NULL UNIQUE,
    job_id INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    cause TEXT NOT NULL,
    status TEXT NOT NULL,
    is_final INTEGER NOT NULL,
    nominal_ms INTEGER NOT NULL,
    due_ms INTEGER NOT NULL,
    data_ms INTEGER NOT NULL,
    triggered_ms INTEGER NOT NULL,
    started_ms INTEGER,
    ended_ms INTEGER,
    attempts INTEGER NOT NULL DEFAULT 0,
    worker TEXT NOT NULL DEFAULT '',
    parameters TEXT NOT NULL DEFAULT '',
    result TEXT NOT NULL DEFAULT '',
    code INTEGER NOT NULL DEFAULT 0,
    triggered_by TEXT NOT NULL DEFAULT '',
    stopped_by TEXT NOT NULL DEFAULT ''
);
CREATE INDEX executions_by_job ON executions (job_id, nominal_ms DESC, id DESC);
CREATE INDEX executions_by_time ON executions (nominal_ms DESC, id DESC);
CREATE INDEX executions_live ON executions (nominal_ms DESC, id DESC) WHERE is_final = 0;
CREATE INDEX executions_ended ON executions (ended_ms) WHERE is_final = 1;

-- Steps of plans, of their last attempt each.
CREATE TABLE steps (
    execution_id TEXT NOT NULL REFERENCES executions (id) ON DELETE CASCADE,
    idx INTEGER NOT NULL,
    key TEXT NOT NULL,
    name TEXT NOT NULL,
    status TEXT NOT NULL,
    attempt INTEGER NOT NULL,
    tries INTEGER NOT NULL,
    started_ms INTEGER NOT NULL,
    ended_ms INTEGER,
    result TEXT NOT NULL,
    code INTEGER NOT NULL,
    PRIMARY KEY (execution_id, idx)
) WITHOUT ROWID;

CREATE TABLE skipped_fires (
    job_id INTEGER NOT NULL,
    first_ms INTEGER NOT NULL,
    last_ms INTEGER NOT NULL,
    count INTEGER NOT NULL,
    reason TEXT NOT NULL,
    detail TEXT NOT NULL,
    revision INTEGER NOT NULL,
    at_ms INTEGER NOT NULL,
    PRIMARY KEY (job_id, first_ms, last_ms)
) WITHOUT ROWID;

-- Counts are kept here, since the executions of a long backfill do not all stay.
CREATE TABLE backfills (
    job_id INTEGER NOT NULL,
    id TEXT NOT NULL,
    from_ms INTEGER NOT NULL,
    until_ms INTEGER NOT NULL,
    concurrency INTEGER NOT NULL,
    parameters TEXT,
    asked_by TEXT NOT NULL,
    total INTEGER NOT NULL,
    started_ms INTEGER NOT NULL,
    state TEXT NOT NULL,
    ended_ms INTEGER,
    stopped_by TEXT NOT NULL DEFAULT '',
    triggered INTEGER NOT NULL DEFAULT 0,
    succeeded INTEGER NOT NULL DEFAULT 0,
    failed INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (job_id, id)
) WITHOUT ROWID;

-- Up to which nominal time fires of a job were removed here to stay within the limits; see Retention.
CREATE TABLE forgotten_fires (job_id INTEGER PRIMARY KEY, through_ms INTEGER NOT NULL);

-- Partitions of history of which this view has not read everything, and from when on it knows all; see HistoryReach.
CREATE TABLE history_reach (partition INTEGER PRIMARY KEY, from_ms INTEGER NOT NULL, guessed INTEGER NOT NULL);

CREATE TABLE job_changes (
    job_id INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    kind TEXT NOT NULL,
    at_ms INTEGER NOT NULL,
    changed_by TEXT NOT NULL,
    command_id TEXT NOT NULL,
    effective_ms INTEGER NOT NULL,
    -- As it was from then on, or to the end.
    definition BLOB NOT NULL,
    PRIMARY KEY (job_id, revision, kind, at_ms)
) WITHOUT ROWID;
