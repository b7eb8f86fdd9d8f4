import { join } from "node:path";
import type { NewMessage } from "../../src-main/core/store.ts";
import { createIds } from "../../src-main/core/ids.ts";
import { openStore } from "../../src-main/store/open.ts";
import { randomOf } from "../measure/random.ts";
import { createTexts, lengthOf } from "../measure/texts.ts";
import { serveBench } from "./child-side.ts";

// Fills the store of a hub that is not running with messages, and says how long that took. Arguments: the data folder,
// how many messages, and the part of them that goes to the first session; the rest goes to the others at random.

const [home = "", count = "0", part = "0"] = process.argv.slice(2);
const BATCH = 2000;

const store = await openStore({ file: join(home, "muster.db"), clock: Date.now });
const sessions = (await store.read.sessions.all()).toReversed();
const [long, ...others] = sessions;
if (long === undefined) throw new Error("there is no session to fill");
const random = randomOf(2);
const text = createTexts(3);
const newId = createIds(Date.now, await store.read.messages.newestId());

const next = (): NewMessage => {
  const session = random() < Number(part) ? long : (others[Math.floor(random() * others.length)] ?? long);
  return {
    id: newId(),
    sessionId: session.id,
    kind: "post",
    from: { type: "agent", id: session.agent.id, name: session.agent.name, role: null },
    text: text(lengthOf(random)),
    level: "info",
    replyTo: null,
    quote: null,
    createdAt: Date.now(),
  };
};

const startedAt = performance.now();
for (let done = 0; done < Number(count); done += BATCH) {
  await store.write(async (tx) => {
    for (let number = 0; number < Math.min(BATCH, Number(count) - done); number += 1) await tx.messages.append(next());
  });
}
serveBench({ longId: long.id, otherIds: others.map(({ id }) => id), ms: performance.now() - startedAt }, () =>
  store.close(),
);
