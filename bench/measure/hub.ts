import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { subjectFile } from "./built.ts";
import { type Child, startChild } from "./child.ts";

/** Limits that no load of the bench reaches. */
export const noLimits = { MUSTER_REQUESTS_PER_MINUTE: "100000000", MUSTER_REQUEST_BURST: "10000000" };

/** A server of the agents' door that is measured. */
export interface Door {
  port: number;
  /** Headers that let a machine in. */
  machine: Record<string, string>;
}

export interface RunningHub extends Door {
  child: Child<unknown>;
  /** Headers of a signed-in person. */
  person: Record<string, string>;
}

interface HubReady {
  port: number;
  signIn: string;
}

const signInBy = async (link: string): Promise<string> => {
  const answer = await fetch(link, { redirect: "manual" });
  return answer.headers.getSetCookie()[0]?.split(";", 1)[0] ?? "";
};

/** Starts the hub as it is, on this data folder, with a person signed in; `screen` is the folder of one to serve. */
export const startHub = async (home: string, execArgv: string[] = [], screen?: string): Promise<RunningHub> => {
  const args = screen === undefined ? [home] : [home, screen];
  const child = await startChild<HubReady>(subjectFile("hub"), args, noLimits, execArgv);
  const { port, signIn } = child.ready;
  const { key } = JSON.parse(await readFile(join(home, "client", "hub.json"), "utf8")) as { key: string };
  return {
    child,
    port,
    machine: { authorization: `Bearer ${key}` },
    person: { cookie: await signInBy(signIn), origin: `http://127.0.0.1:${port}` },
  };
};

export const urlOf = ({ port }: { port: number }, path: string): string => `http://127.0.0.1:${port}${path}`;

const callJson = async <T>(url: string, init: RequestInit): Promise<T> => {
  const answer = await fetch(url, init);
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}: ${await answer.text()}`);
  return (await answer.json()) as T;
};

/** Opens so many sessions and returns their ids. */
export const openSessions = async (door: Door, count: number): Promise<string[]> => {
  const headers = { ...door.machine, "content-type": "application/json" };
  const ids: string[] = [];
  for (let number = 0; number < count; number += 1) {
    const body = JSON.stringify({ title: `Task ${number}`, agent: { kind: "claude", name: `Agent${number % 20}` } });
    const { session } = await callJson<{ session: { id: string } }>(urlOf(door, "/v1/sessions"), {
      method: "POST",
      headers,
      body,
    });
    ids.push(session.id);
  }
  return ids;
};

/** Messages that the search index has not taken in yet. */
export const searchLag = async (hub: RunningHub): Promise<number> => {
  const path = urlOf(hub, "/v1/people/search?q=nothing&limit=1");
  return (await callJson<{ behind: number }>(path, { headers: hub.person })).behind;
};

/** Waits until the search index has everything; resolves with the time it took, in milliseconds. */
export const searchCaughtUp = async (hub: RunningHub): Promise<number> => {
  const startedAt = performance.now();
  while ((await searchLag(hub)) > 0) await new Promise((resolve) => setTimeout(resolve, 20));
  return performance.now() - startedAt;
};
