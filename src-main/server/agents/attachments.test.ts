import { createHash } from "node:crypto";
import { once } from "node:events";
import { readdir } from "node:fs/promises";
import { request } from "node:http";
import { connect } from "node:net";
import { join } from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import { limits } from "#contract/limits.ts";
import type { Message } from "#contract/message.ts";
import { formOf, pixel, uploadTo } from "../../testing/files.ts";
import { ownHub } from "../../testing/own-hub.ts";
import type { TestHub, TestMachine } from "../../testing/test-hub.ts";
import { until } from "../../testing/turns.ts";

const path = "/v1/attachments";
const HOUR_MS = 3_600_000;

let hub: TestHub;
let machine: TestMachine;
beforeEach(async () => {
  hub = await ownHub();
  machine = await hub.machine();
});

const upload = (name: string, bytes: string | Uint8Array, by = machine) => uploadTo(by.send, path, name, bytes);
const bytesOf = (id: string, by = machine) => by.send("GET", `${path}/${id}`);
const post = (sessionId: string, attachments: string[], by = machine) =>
  by.send("POST", `/v1/sessions/${sessionId}/messages`, { body: { text: "see", attachments } });
/** The files of the hub's folder, those half-received among them. */
const onDisk = async () =>
  (await readdir(join(hub.home, "attachments"), { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => entry.name);
const sendOnce = (bytes: string) => {
  const form = formOf("a.txt", bytes);
  return machine.send("POST", path, { ...form, headers: { ...form.headers, "idempotency-key": "k1" } });
};
const remove = async (sessionId: string) => {
  const person = await hub.person();
  expect((await person.send("DELETE", `/v1/people/sessions/${sessionId}`)).statusCode).toBe(200);
};
const sha256 = (bytes: string | Uint8Array) => createHash("sha256").update(bytes).digest("hex");

describe("an upload", () => {
  test("is kept byte for byte, and given back", async () => {
    const bytes = Buffer.from(Array.from({ length: 300_000 }, (_, index) => (index * 7) % 256));
    const file = await upload("data.bin", bytes);
    expect(file).toEqual({
      id: expect.any(String),
      name: "data.bin",
      size: 300_000,
      type: "application/octet-stream",
      sha256: sha256(bytes),
    });
    const answer = await bytesOf(file.id);
    expect(answer.statusCode).toBe(200);
    expect(answer.rawPayload.equals(bytes)).toBe(true);
    expect(answer.headers["content-length"]).toBe("300000");
  });

  test("of the same bytes is stored once, under two names", async () => {
    const [one, two] = [await upload("one.txt", "same"), await upload("two.txt", "same")];
    expect(one.id).not.toBe(two.id);
    expect([one.name, two.name]).toEqual(["one.txt", "two.txt"]);
    expect(await onDisk()).toEqual([sha256("same")]);
  });

  test("at the same time as others of the same bytes loses none of them", async () => {
    const files = await Promise.all(Array.from({ length: 10 }, (_, index) => upload(`${index}.txt`, "same")));
    expect(new Set(files.map(({ id }) => id)).size).toBe(10);
    for (const { id } of files) expect((await bytesOf(id)).body).toBe("same");
  });

  test("that is repeated with its key is one file; another with the key is a conflict", async () => {
    const [first, again] = [await sendOnce("x"), await sendOnce("x")];
    expect([first.statusCode, again.statusCode]).toEqual([201, 201]);
    expect(again.json()).toEqual(first.json());
    expect((await sendOnce("y")).json()).toMatchObject({ code: "conflict" });
    expect(await onDisk()).toEqual([sha256("x")]);
  });

  test("may be empty", async () => {
    const file = await upload("empty", "");
    expect(file).toMatchObject({ size: 0, type: "text/plain" });
    expect((await bytesOf(file.id)).body).toBe("");
  });

  test("of 50 MiB is taken; one byte more is too large and leaves nothing", async () => {
    const most = Buffer.alloc(limits.attachmentBytes, 1);
    expect((await upload("most.bin", most)).size).toBe(limits.attachmentBytes);
    const { statusCode, body } = await machine.send(
      "POST",
      path,
      formOf("more.bin", Buffer.concat([most, Buffer.of(1)])),
    );
    expect([statusCode, (JSON.parse(body) as { code: string }).code]).toEqual([413, "too-large"]);
    expect(await onDisk()).toEqual([sha256(most)]);
  });

  test("needs a part named file", async () => {
    for (const form of [
      formOf("a", "x", "other"),
      { headers: formOf("a", "x").headers, body: Buffer.from("nonsense") },
    ]) {
      const answer = await machine.send("POST", path, form);
      expect([answer.statusCode, answer.json<{ code: string }>().code]).toEqual([400, "invalid"]);
    }
    const json = await machine.send("POST", path, { body: { file: "x" } });
    expect(json.json()).toMatchObject({ code: "unsupported-media-type" });
    expect(await onDisk()).toEqual([]);
  });

  test("that breaks off leaves nothing", async () => {
    const { headers, body } = formOf("a.bin", Buffer.alloc(200_000));
    const [host, port] = (await hub.listen()).split(":");
    const call = request({
      host,
      port,
      path,
      method: "POST",
      headers: { ...headers, authorization: `Bearer ${machine.key}`, "content-length": body.length },
    });
    call.on("error", () => {});
    call.write(body.subarray(0, 100_000));
    await until(async () => (await onDisk()).length === 1, "it is being received");
    call.destroy();
    await until(async () => (await onDisk()).length === 0, "it is gone");
    expect(await onDisk()).toEqual([]);
  });

  test("without a key of a machine is not even read", async () => {
    const answer = await hub.send("POST", path, formOf("a", "x"));
    expect(answer.statusCode).toBe(401);
  });

  test("when the disk does not take it is unavailable", async () => {
    const { rm, writeFile } = await import("node:fs/promises");
    const drafts = join(hub.home, "attachments", "drafts");
    await rm(drafts, { recursive: true });
    await writeFile(drafts, "in the way");
    const answer = await machine.send("POST", path, formOf("a", "x"));
    expect([answer.statusCode, answer.json<{ code: string }>().code]).toEqual([503, "unavailable"]);
  });
});

describe("what a file is", () => {
  test.each([
    ["page.html", "<!doctype html><script>alert(1)</script>", "text/plain"],
    ["picture.svg", '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', "text/plain"],
    ["run.js", "alert(1)", "text/plain"],
    ["grüße.txt", "Grüße 🎉\n", "text/plain"],
    ["latin.txt", Buffer.from("Gr\xfc\xdfe", "latin1"), "application/octet-stream"],
    ["nul.txt", "a\0b", "application/octet-stream"],
    ["pixel.html", pixel, "image/png"],
  ])("%s is told by its bytes, and never something that a browser runs", async (name, bytes, type) => {
    const file = await upload(name, bytes);
    expect(file.type).toBe(type);
    const { headers } = await bytesOf(file.id);
    expect(headers["content-type"]).toBe(type === "text/plain" ? "text/plain; charset=utf-8" : type);
    expect(headers["x-content-type-options"]).toBe("nosniff");
    expect(headers["content-security-policy"]).toBe("default-src 'none'; sandbox");
    expect(headers["cache-control"]).toContain("private");
    expect(headers["content-disposition"]).toMatch(type === "image/png" ? /^inline;/ : /^attachment;/);
  });

  test("its name can't break out of the header or lead to another folder", async () => {
    const file = await upload("..\\..\\a%22; x=\u202egpj.exe", "x");
    expect(file.name).toBe("a; x=gpj.exe");
    expect((await bytesOf(file.id)).headers["content-disposition"]).toBe(
      `attachment; filename="a; x=gpj.exe"; filename*=UTF-8''a%3B%20x%3Dgpj.exe`,
    );
    expect((await upload("Grüße 🎉.txt", "x")).name).toBe("Grüße 🎉.txt");
  });

  test("a browser that has it is told that it is the same", async () => {
    const { id, sha256: sum } = await upload("a.txt", "x");
    const answer = await machine.send("GET", `${path}/${id}`, { headers: { "if-none-match": `"${sum}"` } });
    expect([answer.statusCode, answer.body]).toEqual([304, ""]);
  });
});

describe("a message takes files along", () => {
  test("in the order asked for, each once, and lists show them", async () => {
    const session = await machine.session("A");
    const [one, two] = [await upload("one.txt", "1"), await upload("two.txt", "2")];
    const posted = await post(session.id, [two.id, one.id, two.id]);
    expect(posted.json<{ message: Message }>().message.attachments).toEqual([two, one]);
    const page = await machine.send("GET", `/v1/sessions/${session.id}/messages`);
    expect(page.json<{ items: Message[] }>().items.at(-1)?.attachments).toEqual([two, one]);
  });

  test("but not those of others or of nobody, and is then not posted", async () => {
    const other = await hub.machine("laptop");
    const session = await machine.session("A");
    const [own, foreign] = [await upload("a", "a"), await upload("b", "b", other)];
    for (const id of [foreign.id, "no-such-id"]) {
      const answer = await post(session.id, [own.id, id]);
      expect(answer.json()).toMatchObject({ code: "invalid", issues: [{ path: "attachments[1]" }] });
    }
    const page = await machine.send("GET", `/v1/sessions/${session.id}/messages`);
    expect(page.json<{ items: Message[] }>().items).toEqual([]);
  });

  test("at most twenty", async () => {
    const session = await machine.session("A");
    const { id } = await upload("a", "a");
    expect(
      (
        await post(
          session.id,
          Array.from({ length: 21 }, () => id),
        )
      ).json(),
    ).toMatchObject({ code: "invalid" });
  });
});

describe("a file may be read", () => {
  test("by the machine that uploaded it, before and after its use, and by no other machine", async () => {
    const other = await hub.machine("laptop");
    const session = await machine.session("A");
    const { id } = await upload("a.txt", "secret");
    expect([(await bytesOf(id)).statusCode, (await bytesOf(id, other)).statusCode]).toEqual([200, 404]);
    await post(session.id, [id]);
    expect([(await bytesOf(id)).statusCode, (await bytesOf(id, other)).statusCode]).toEqual([200, 404]);
    expect((await bytesOf("nothing")).statusCode).toBe(404);
  });

  test("by the machine whose session has a person's reply with it", async () => {
    const person = await hub.person();
    const other = await hub.machine("laptop");
    const session = await machine.session("A");
    const file = await uploadTo(person.send, "/v1/people/attachments", "note.txt", "from Ada");
    expect((await bytesOf(file.id)).statusCode).toBe(404);
    const body = { text: "look", attachments: [file.id] };
    expect((await person.send("POST", `/v1/people/sessions/${session.id}/replies`, { body })).statusCode).toBe(201);
    const due = await machine.send("GET", `/v1/sessions/${session.id}/replies`);
    expect(due.json()).toMatchObject({ items: [{ text: "look", attachments: [file] }] });
    expect([(await bytesOf(file.id)).body, (await bytesOf(file.id, other)).statusCode]).toEqual(["from Ada", 404]);
  });
});

describe("a file goes", () => {
  test("with the session that has it, unless another has it too", async () => {
    const [first, second] = [await machine.session("A"), await machine.session("B")];
    const [own, shared] = [await upload("own.txt", "own"), await upload("shared.txt", "shared")];
    await post(first.id, [own.id, shared.id]);
    await post(second.id, [shared.id]);
    await remove(first.id);
    expect((await bytesOf(own.id)).statusCode).toBe(404);
    expect((await bytesOf(shared.id)).body).toBe("shared");
    expect(await onDisk()).toEqual([sha256("shared")]);
    await remove(second.id);
    expect((await bytesOf(shared.id)).statusCode).toBe(404);
    expect(await onDisk()).toEqual([]);
  });

  test("but not its bytes, when another file has the same", async () => {
    const [first, second] = [await machine.session("A"), await machine.session("B")];
    const [one, two] = [await upload("one", "same"), await upload("two", "same")];
    await post(first.id, [one.id]);
    await post(second.id, [two.id]);
    await remove(first.id);
    expect((await bytesOf(two.id)).body).toBe("same");
  });

  test("after a day in which no message took it along", async () => {
    const session = await machine.session("A");
    const [used, unused] = [await upload("used", "used"), await upload("unused", "unused")];
    await post(session.id, [used.id]);
    hub.advance(23 * HOUR_MS);
    await hub.core.attachments.tidy();
    expect((await bytesOf(unused.id)).statusCode).toBe(200);
    hub.advance(2 * HOUR_MS);
    await hub.core.attachments.tidy();
    expect([(await bytesOf(unused.id)).statusCode, (await bytesOf(used.id)).statusCode]).toEqual([404, 200]);
    expect(await onDisk()).toEqual([sha256("used")]);
  });
});

test("bytes that no file has, and halves of files, go when the hub starts", async () => {
  const { mkdir, mkdtemp, rm, writeFile } = await import("node:fs/promises");
  const { tmpdir } = await import("node:os");
  const home = await mkdtemp(join(tmpdir(), "muster-test-"));
  const folder = join(home, "attachments");
  const stray = sha256("stray");
  await mkdir(join(folder, stray.slice(0, 2)), { recursive: true });
  await mkdir(join(folder, "drafts"));
  await writeFile(join(folder, stray.slice(0, 2), stray), "stray");
  await writeFile(join(folder, "drafts", "half"), "hal");
  hub = await ownHub({ home });
  await until(async () => (await onDisk()).length === 0, "both are gone");
  expect(await onDisk()).toEqual([]);
  await rm(home, { recursive: true });
});

/** Sends all that it has before it reads, as simple clients do, and gives the status line of the answer. */
const sendThenRead = async (head: string, pieces: Iterable<Buffer>): Promise<string> => {
  const [host, port] = (await hub.listen()).split(":");
  const socket = connect({ host, port: Number(port) });
  socket.pause();
  const start = `POST ${path} HTTP/1.1\r\nhost: ${host}:${port}\r\nauthorization: Bearer ${machine.key}\r\n`;
  socket.write(`${start}content-type: ${formOf("a", "").headers["content-type"]}\r\n${head}\r\n\r\n`);
  for (const piece of pieces) await new Promise((resolve) => socket.write(piece, resolve));
  const [answer] = (await once(socket.resume(), "data")) as [Buffer];
  socket.destroy();
  return answer.toString().split("\r\n", 1)[0] ?? "";
};
const chunk = (piece: Buffer) =>
  Buffer.concat([Buffer.from(`${piece.length.toString(16)}\r\n`), piece, Buffer.from("\r\n")]);
const lastChunk = Buffer.from("0\r\n\r\n");
const tooMuch = function* (wrap: (piece: Buffer) => Buffer = (piece) => piece): Generator<Buffer> {
  const { body } = formOf("a", "");
  yield wrap(body.subarray(0, body.indexOf("\r\n\r\n") + 4));
  for (let sent = 0; sent < limits.attachmentBytes * 1.5; sent += 1024 * 1024) yield wrap(Buffer.alloc(1024 * 1024));
};

describe("one who sends too much gets the answer, although the hub keeps nothing of it", () => {
  test("when the length was announced", async () => {
    const pieces = Array.from(tooMuch());
    const length = Buffer.concat(pieces).length;
    expect(await sendThenRead(`content-length: ${length}`, pieces)).toContain(" 413 ");
    expect(await onDisk()).toEqual([]);
  });

  test("when it was not", async () => {
    expect(await sendThenRead("transfer-encoding: chunked", [...tooMuch(chunk), lastChunk])).toContain(" 413 ");
    expect(await onDisk()).toEqual([]);
  });
});
