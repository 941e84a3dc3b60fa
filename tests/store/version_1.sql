-- A store of version 1 with one run.
CREATE TABLE run(id TEXT PRIMARY KEY, name TEXT, status TEXT, message TEXT, project TEXT, settings TEXT, seed INTEGER, data_name TEXT, data_path TEXT,
  data_hash TEXT, device TEXT, driver TEXT, engine_version TEXT, started TEXT, ended TEXT, seconds REAL, steps INTEGER, epochs INTEGER,
  parameters INTEGER, resumed_from TEXT) WITHOUT ROWID;
CREATE TABLE best(run TEXT REFERENCES run(id) ON DELETE CASCADE, name TEXT, value REAL, PRIMARY KEY(run, name)) WITHOUT ROWID;
CREATE TABLE metric(run TEXT REFERENCES run(id) ON DELETE CASCADE, name TEXT, step INTEGER, value, seconds REAL, PRIMARY KEY(run, name, step)) WITHOUT ROWID;
CREATE TABLE kernel(run TEXT REFERENCES run(id) ON DELETE CASCADE, place INTEGER, kernel TEXT, source TEXT, node TEXT, phase TEXT, calls INTEGER, ms REAL,
  flops REAL, bytes REAL, gflops REAL, gbytes_per_s REAL, percent REAL, bound TEXT, PRIMARY KEY(run, place)) WITHOUT ROWID;
CREATE TABLE checkpoint(run TEXT REFERENCES run(id) ON DELETE CASCADE, step INTEGER, path TEXT, hash TEXT, bytes INTEGER, created TEXT, PRIMARY KEY(run, step)) WITHOUT ROWID;
CREATE TABLE checkpoint_metric(run TEXT REFERENCES run(id) ON DELETE CASCADE, step INTEGER, name TEXT, value REAL, PRIMARY KEY(run, step, name)) WITHOUT ROWID;
CREATE TABLE peak(device TEXT, driver TEXT, gflops REAL, gbytes_per_s REAL, cache_gbytes_per_s REAL, cache_bytes INTEGER, PRIMARY KEY(device, driver)) WITHOUT ROWID;
INSERT INTO run VALUES('20260101-120000-0001','LeNet-5','finished','','{"saddlepoint": 1, "train": {"batch_size": 64, "optimizer": {"type": "SGD", "lr": 0.01}}}','',1,'MNIST','/data/mnist','a1b2','llvmpipe','Mesa 22.3.6','0.1.0',
  '2026-01-01T12:00:00Z','2026-01-01T12:01:00Z',60.5,938,1,61706,'');
INSERT INTO best VALUES('20260101-120000-0001','val_accuracy',0.975);
INSERT INTO metric VALUES('20260101-120000-0001','train_loss',1,2.31,0.1);
INSERT INTO metric VALUES('20260101-120000-0001','train_loss',2,'NaN',0.2);
INSERT INTO kernel VALUES('20260101-120000-0001',0,'conv_forward','conv/forward.cpu','conv1','forward',1,0.5,1e6,1e5,2,0.2,40,'compute');
INSERT INTO checkpoint VALUES('20260101-120000-0001',938,'/runs/1/checkpoints/step-938.safetensors','c3d4',500000,'2026-01-01T12:01:00Z');
INSERT INTO checkpoint_metric VALUES('20260101-120000-0001',938,'val_accuracy',0.975);
INSERT INTO peak VALUES('llvmpipe','Mesa 22.3.6',60,12,40,1048576);
PRAGMA user_version = 1;
