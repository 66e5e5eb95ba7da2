// The health check, which also makes a replica set of one node when there is none yet: that cannot be done before the
// server listens. Exits 0 once the node takes writes.
const admin = db.getSiblingDB("admin");
admin.auth("root", fs.readFileSync("/run/secrets/mongo-root-password", "utf8").trim());
if (!db.hello().setName) {
  rs.initiate({ _id: "rs0", members: [{ _id: 0, host: "mongo:27017" }] });
}
for (let i = 0; i < 50 && !db.hello().isWritablePrimary; i++) {
  sleep(100);
}
quit(db.hello().isWritablePrimary ? 0 : 1);
