import { join } from "node:path";
import Database from "better-sqlite3";
import { expect, it } from "vitest";
import { temporaryFolder, testStore } from "../testing/store.ts";
import { migrations } from "./index.ts";

it("what was there in version 3 stays, and nobody has preferences or a level of a session yet", async () => {
  const file = join(temporaryFolder(), "muster.db");
  const db = new Database(file);
  for (const step of migrations.slice(0, 3)) step.up(db);
  db.pragma("user_version = 3");
  db.exec(`INSERT INTO people (id, name, role) VALUES ('p1', 'Ada', 'owner');
    INSERT INTO machines (id, name, is_local, key_hash, joined_at) VALUES ('m1', 'studio', 1, 'k', 5);
    INSERT INTO agents (id, machine_id, name, is_name_given) VALUES ('a1', 'm1', 'Ada', 1);`);
  const { key } = db
    .prepare<[], { key: number }>(
      `INSERT INTO discussions (id, type, machine_id, agent_id, title, title_key, state, created_at, updated_at, last_heard_at)
       VALUES ('s1', 'session', 'm1', 'a1', 'Ship it', 'ship it', 'working', 7, 7, 7) RETURNING key`,
    )
    .get() ?? { key: 0 };
  db.prepare("INSERT INTO marks (person_id, discussion_key, read_seq, pinned, muted) VALUES ('p1', ?, 3, 1, 0)").run(
    key,
  );
  db.close();

  const { store } = await testStore({ file });
  const { people, sessions, attention, notices } = store.read;
  const marks = { readSeq: 3, pinned: true, muted: false, snoozedUntil: null, level: null };
  expect(await people.marks("p1", "s1")).toEqual(marks);
  expect(await sessions.byId("s1")).toMatchObject({ title: "Ship it", habit: null });
  expect([await attention.of("p1"), await notices.latest("p1", 50)]).toEqual([undefined, []]);
});
