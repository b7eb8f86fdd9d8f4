import { join } from "node:path";
import Database from "better-sqlite3";
import { expect, it } from "vitest";
import { hashSecret } from "../../core/secrets.ts";
import { temporaryFolder, testStore } from "../testing/store.ts";
import { migrations } from "./index.ts";

it("what was there in version 2 stays, and who was signed in stays so", async () => {
  const file = join(temporaryFolder(), "muster.db");
  const db = new Database(file);
  for (const step of migrations.slice(0, 2)) step.up(db);
  db.pragma("user_version = 2");
  db.exec(`INSERT INTO people (id, name, role) VALUES ('p1', 'Ada', 'owner');
    INSERT INTO machines (id, name, is_local, key_hash, joined_at) VALUES ('m1', 'studio', 1, 'k', 5);
    INSERT INTO tickets (ticket_hash, person_id, expires_at) VALUES ('t1', 'p1', 900);`);
  const add = db.prepare(
    "INSERT INTO sign_ins (token_hash, person_id, created_at, last_used_at) VALUES (?, 'p1', 7, ?)",
  );
  add.run(hashSecret("one"), 8);
  add.run(hashSecret("two"), 9);
  db.close();

  const { store } = await testStore({ file });
  const { devices, people, machines } = store.read;
  const ada = { id: "p1", name: "Ada", role: "owner", sees: "all", createdAt: null, lastSeenAt: null, revokedAt: null };
  expect(await people.list()).toEqual([ada]);
  expect(await devices.byToken(hashSecret("one"))).toEqual({
    person: ada,
    device: {
      id: expect.stringMatching(/^[0-9a-f]{32}$/),
      tokenHash: hashSecret("one"),
      personId: "p1",
      kind: "browser",
      name: "Browser",
      address: null,
      createdAt: 7,
      lastUsedAt: 8,
    },
  });
  expect(new Set((await devices.list("p1")).map(({ id }) => id)).size).toBe(2);
  expect(await people.ticket("t1")).toMatchObject({ personId: "p1", isInvitation: false });
  expect(await machines.byId("m1")).toMatchObject({ name: "studio", approvals: "beside" });
});
