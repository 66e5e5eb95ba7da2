// Runs once, when the database is made: the services' own user, who may do nothing but read and write their databases.
db.getSiblingDB("admin").createUser({
  user: "ticketing",
  pwd: fs.readFileSync("/run/secrets/mongo-password", "utf8").trim(),
  roles: ["auth", "tickets", "orders", "payments"].map((name) => ({ role: "readWrite", db: name })),
});
