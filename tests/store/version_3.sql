-- A store of version 3 with one run.
CREATE TABLE run(id TEXT PRIMARY KEY, name TEXT, status TEXT, message TEXT, settings TEXT, seed INTEGER, data_name TEXT, data_path TEXT,
  data_hash TEXT, device TEXT, driver TEXT, engine_version TEXT, started TEXT, ended TEXT, seconds REAL, steps INTEGER, epochs INTEGER,
  parameters INTEGER, number INTEGER, note TEXT NOT NULL DEFAULT '', removed TEXT NOT NULL DEFAULT '', forked_from TEXT NOT NULL DEFAULT '', forked_step INTEGER NOT NULL DEFAULT 0, imported_from TEXT NOT NULL DEFAULT '') WITHOUT ROWID;
CREATE TABLE best(run TEXT REFERENCES run(id) ON DELETE CASCADE, name TEXT, value REAL, PRIMARY KEY(run, name)) WITHOUT ROWID;
CREATE TABLE kernel(run TEXT REFERENCES run(id) ON DELETE CASCADE, place INTEGER, kernel TEXT, source TEXT, node TEXT, phase TEXT, calls INTEGER, ms REAL,
  flops REAL, bytes REAL, gflops REAL, gbytes_per_s REAL, percent REAL, bound TEXT, PRIMARY KEY(run, place)) WITHOUT ROWID;
CREATE TABLE checkpoint(run TEXT REFERENCES run(id) ON DELETE CASCADE, step INTEGER, path TEXT, hash TEXT, bytes INTEGER, created TEXT, PRIMARY KEY(run, step)) WITHOUT ROWID;
CREATE TABLE checkpoint_metric(run TEXT REFERENCES run(id) ON DELETE CASCADE, step INTEGER, name TEXT, value REAL, PRIMARY KEY(run, step, name)) WITHOUT ROWID;
CREATE TABLE peak(device TEXT, driver TEXT, gflops REAL, gbytes_per_s REAL, cache_gbytes_per_s REAL, cache_bytes INTEGER, PRIMARY KEY(device, driver)) WITHOUT ROWID;
CREATE TABLE project(run TEXT PRIMARY KEY REFERENCES run(id) ON DELETE CASCADE, text TEXT);
CREATE TABLE tag(run TEXT REFERENCES run(id) ON DELETE CASCADE, tag TEXT, PRIMARY KEY(run, tag)) WITHOUT ROWID;
CREATE TABLE resumption(run TEXT REFERENCES run(id) ON DELETE CASCADE, step INTEGER, at TEXT);
CREATE TABLE series(id INTEGER PRIMARY KEY, run TEXT NOT NULL REFERENCES run(id) ON DELETE CASCADE, name TEXT NOT NULL, UNIQUE(run, name));
CREATE TABLE point(series INTEGER, step INTEGER, value, seconds REAL, PRIMARY KEY(series, step)) WITHOUT ROWID;
CREATE TABLE block(series INTEGER, first INTEGER, last INTEGER, data BLOB, PRIMARY KEY(series, first));
CREATE UNIQUE INDEX run_number ON run(number);
CREATE INDEX run_running ON run(id) WHERE status = 'running';
CREATE INDEX resumption_run ON resumption(run);
CREATE TRIGGER series_gone BEFORE DELETE ON series BEGIN
  DELETE FROM point WHERE series = OLD.id;
  DELETE FROM block WHERE series = OLD.id;
END;
INSERT INTO run VALUES('20260101-120000-0001','LeNet-5','finished','','{"batch_size":64,"optimizer":{"type":"SGD","lr":0.01}}',1,'MNIST','/data/mnist','a1b2','llvmpipe','Mesa 22.3.6','0.1.0','2026-01-01T12:00:00Z','2026-01-01T12:01:00Z',60.5,938,1,61706,1,'','','',0,'20251231-235959-0001');
INSERT INTO best VALUES('20260101-120000-0001','val_accuracy',0.975);
INSERT INTO kernel VALUES('20260101-120000-0001',0,'conv_forward','conv/forward.cpu','conv1','forward',1,0.5,1000000.0,100000.0,2.0,0.2,40.0,'compute');
INSERT INTO checkpoint VALUES('20260101-120000-0001',938,'/runs/1/checkpoints/step-938.safetensors','c3d4',500000,'2026-01-01T12:01:00Z');
INSERT INTO checkpoint_metric VALUES('20260101-120000-0001',938,'val_accuracy',0.975);
INSERT INTO peak VALUES('llvmpipe','Mesa 22.3.6',60.0,12.0,40.0,1048576);
INSERT INTO project VALUES('20260101-120000-0001','{"saddlepoint": 1, "train": {"batch_size": 64, "optimizer": {"type": "SGD", "lr": 0.01}}}');
INSERT INTO tag VALUES('20260101-120000-0001','cnn');
INSERT INTO series VALUES(1,'20260101-120000-0001','train_loss');
INSERT INTO point VALUES(1,1,2.31,0.1);
INSERT INTO point VALUES(1,2,'NaN',0.2);
PRAGMA user_version = 3;
