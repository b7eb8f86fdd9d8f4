import { afterAll, describe, expect, test } from "vitest";
import { limits } from "#contract/limits.ts";
import { hashSecret } from "../../core/secrets.ts";
import { ownHub } from "../../testing/own-hub.ts";
import { startTestHub, type TestHub } from "../../testing/test-hub.ts";

const hub = await startTestHub();
afterAll(() => hub.close());

const DAY = 86_400_000;
const browser = { accept: "text/html,application/xhtml+xml" };
const follow = (at: TestHub, ticket: string, headers: Record<string, string> = {}) =>
  at.send("GET", `/v1/people/sign-in?ticket=${encodeURIComponent(ticket)}`, { headers });
const me = (at: TestHub, cookie: string) => at.send("GET", "/v1/people/me", { headers: { cookie } });

describe("a sign-in link", () => {
  test("sets the cookie and leads to the screen", async () => {
    const answer = await follow(hub, await hub.core.signIn.createTicket(), browser);
    expect([answer.statusCode, answer.headers.location]).toEqual([303, "/"]);
    expect(answer.headers["cache-control"]).toBe("no-store");
    expect(answer.headers["referrer-policy"]).toBe("no-referrer");
    const parts = String(answer.headers["set-cookie"]).split("; ");
    expect(parts[0]).toMatch(/^muster_test=ps_[\w-]{43}$/);
    expect(parts.slice(1).toSorted()).toEqual(["HttpOnly", `Max-Age=${90 * 86_400}`, "Path=/", "SameSite=Strict"]);
    const signedIn = await me(hub, parts[0] ?? "");
    expect(signedIn.json()).toMatchObject({ person: { name: "ada", role: "owner" }, hub: { name: "test" } });
  });

  test("keeps neither ticket nor cookie but their hashes", async () => {
    const ticket = await hub.core.signIn.createTicket();
    const cookie = String((await follow(hub, ticket)).headers["set-cookie"]).split(/[=;]/)[1] ?? "";
    const { people, devices } = hub.core.store.read;
    expect(await people.ticket(ticket)).toBeUndefined();
    expect(await devices.byToken(cookie)).toBeUndefined();
    expect(await devices.byToken(hashSecret(cookie))).toBeDefined();
  });

  test("works once, also when two follow it in the same moment", async () => {
    const ticket = await hub.core.signIn.createTicket();
    const answers = await Promise.all([follow(hub, ticket), follow(hub, ticket)]);
    expect(answers.map(({ statusCode }) => statusCode).toSorted((a, b) => a - b)).toEqual([303, 410]);
    const again = await follow(hub, ticket);
    expect([again.statusCode, again.json<{ code: string }>().code]).toEqual([410, "gone"]);
    expect(again.headers["set-cookie"]).toBeUndefined();
  });

  test("is over after ten minutes", async () => {
    const at = await ownHub();
    const [early, late] = [await at.core.signIn.createTicket(), await at.core.signIn.createTicket()];
    at.advance(limits.signInTicketMinutes * 60_000 - 5000);
    expect((await follow(at, early)).statusCode).toBe(303);
    at.advance(5000);
    expect((await follow(at, late)).statusCode).toBe(410);
  });

  test.each(["nonsense", "st_", "' OR 1=1", "\u0000", "st_" + "x".repeat(43)])(
    "with garbage (%j) is gone",
    async (ticket) => {
      expect((await follow(hub, ticket)).statusCode).toBe(410);
    },
  );

  test("without a ticket, or with one that can't be one, is refused", async () => {
    expect((await hub.send("GET", "/v1/people/sign-in")).statusCode).toBe(400);
    expect((await follow(hub, "x".repeat(1000))).statusCode).toBe(400);
    expect((await hub.send("GET", "/v1/people/sign-in?ticket=a&ticket=b")).statusCode).toBe(400);
  });

  test("that fails leads a browser to a page that says so", async () => {
    const answer = await follow(hub, "used", browser);
    expect([answer.statusCode, answer.headers.location]).toEqual([303, "/#/sign-in-failed"]);
    expect(answer.headers["set-cookie"]).toBeUndefined();
  });
});

describe("the cookie of a sign-in", () => {
  test("lives on as long as it is used, and ends 90 days after", async () => {
    const at = await ownHub();
    const { cookie } = await at.person();
    at.advance(80 * DAY);
    expect((await me(at, cookie)).statusCode).toBe(200);
    at.advance(80 * DAY);
    expect((await me(at, cookie)).statusCode).toBe(200);
    at.advance(91 * DAY);
    expect((await me(at, cookie)).statusCode).toBe(401);
  });

  test("is good in the next run of the hub", async () => {
    const first = await ownHub();
    const { cookie } = await first.person();
    const next = await ownHub({ home: first.home });
    expect((await me(next, cookie)).statusCode).toBe(200);
  });

  test.each(["muster_test=", "muster_test=ps_guess", "other=ps_guess", "muster_test=%00", "nonsense"])(
    "%j is none",
    async (cookie) => {
      expect((await me(hub, cookie)).statusCode).toBe(401);
    },
  );
});

describe("signing out", () => {
  test("ends the cookie at once and takes it back, and no other sign-in", async () => {
    const [one, other] = [await hub.person(), await hub.person()];
    const answer = await one.send("POST", "/v1/people/sign-out");
    expect(answer.statusCode).toBe(200);
    expect(String(answer.headers["set-cookie"])).toMatch(/^muster_test=; .*(Max-Age=0|Expires=Thu, 01 Jan 1970)/);
    expect((await me(hub, one.cookie)).statusCode).toBe(401);
    expect((await me(hub, other.cookie)).statusCode).toBe(200);
  });

  test("holds also for calls that came while it was being written down", async () => {
    const { cookie } = await hub.person();
    const secret = cookie.split("=")[1] ?? "";
    const { signIn } = hub.core;
    const caller = await signIn.check(secret);
    if (caller === undefined) throw new Error("not signed in");
    const signedOut = signIn.signOut(caller);
    await signIn.check(secret);
    await signedOut;
    expect(await signIn.check(secret)).toBeUndefined();
    expect((await me(hub, cookie)).statusCode).toBe(401);
  });
});
