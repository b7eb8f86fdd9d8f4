import { expect, test } from "vitest";
import type { Approval, DecisionRequest } from "#contract/approval.ts";
import { createDeciding } from "./deciding.ts";
import { fakeApproval, fakeDecision } from "./fakes.ts";

class Refused extends Error {
  readonly now: Approval;
  constructor(now: Approval) {
    super("conflict");
    this.now = now;
  }
}

const allow: DecisionRequest = { decision: "allow" };

const decidingWith = (answer: () => Promise<Approval>) => {
  const taken: Approval[] = [];
  let sent = 0;
  const deciding = createDeciding({
    send: () => {
      sent += 1;
      return answer();
    },
    conflictOf: (error) => (error instanceof Refused ? error.now : null),
    personId: () => "p1",
    taken: (approval) => void taken.push(approval),
  });
  return { deciding, taken, sent: () => sent };
};

const refusedWith = (now: Approval) => decidingWith(() => Promise.reject<Approval>(new Refused(now)));

test("a decision that the hub took is shown as the hub has it, and only then", async () => {
  const { promise, resolve } = Promise.withResolvers<Approval>();
  const { deciding, taken } = decidingWith(() => promise);
  const isDone = deciding.decide("a", allow);
  expect(deciding.of("a")).toEqual({ state: "sending", request: allow });
  expect(taken).toEqual([]);
  const answer = fakeApproval("a", { state: "allowed", decision: fakeDecision() });
  resolve(answer);
  expect(await isDone).toBe(true);
  expect(taken).toEqual([answer]);
  expect(deciding.of("a")).toBeUndefined();
});

test("a second click while the first is on its way sends nothing", async () => {
  const { promise, resolve } = Promise.withResolvers<Approval>();
  const { deciding, sent } = decidingWith(() => promise);
  const first = deciding.decide("a", allow);
  expect(await deciding.decide("a", { decision: "deny" })).toBe(false);
  resolve(fakeApproval("a", { state: "allowed" }));
  await first;
  expect(sent()).toBe(1);
});

test("who came second sees the winner's decision and that their own does not count", async () => {
  const winner = fakeApproval("a", {
    state: "denied",
    decision: fakeDecision({ by: { type: "person", id: "p2", name: "Ben", role: "operator" } }),
  });
  const { deciding, taken } = refusedWith(winner);
  expect(await deciding.decide("a", allow)).toBe(false);
  expect(taken).toEqual([winner]);
  expect(deciding.of("a")).toEqual({ state: "late", request: allow });
});

test("the same decision by another person who was first is theirs", async () => {
  const by = { type: "person", id: "p2", name: "Ben", role: "operator" } as const;
  const { deciding } = refusedWith(fakeApproval("a", { state: "allowed", decision: fakeDecision({ by }) }));
  expect(await deciding.decide("a", allow)).toBe(false);
  expect(deciding.of("a")?.state).toBe("late");
});

test("one's own decision whose confirmation was lost counts when it is given again", async () => {
  const { deciding } = refusedWith(fakeApproval("a", { state: "allowed", decision: fakeDecision() }));
  expect(await deciding.decide("a", allow)).toBe(true);
  expect(deciding.of("a")).toBeUndefined();
});

test("one's own other decision of before does not count as this one", async () => {
  const { deciding } = refusedWith(
    fakeApproval("a", { state: "allowed", decision: fakeDecision({ input: { command: "npm run lint" } }) }),
  );
  expect(await deciding.decide("a", allow)).toBe(false);
  expect(deciding.of("a")?.state).toBe("late");
});

test("a decision that did not get through is kept with its reason, and can be given again", async () => {
  let isAway = true;
  const { deciding } = decidingWith(() =>
    isAway ? Promise.reject(new Error("away")) : Promise.resolve(fakeApproval("a", { state: "denied" })),
  );
  expect(await deciding.decide("a", { decision: "deny" })).toBe(false);
  expect(deciding.of("a")).toMatchObject({ state: "failed", error: new Error("away") });
  isAway = false;
  expect(await deciding.decide("a", { decision: "deny" })).toBe(true);
});
