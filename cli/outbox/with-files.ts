import { ProblemError } from "#client/errors.ts";
import type { PostMessageAnswer } from "#contract/message.ts";
import { isFailure } from "../errors.ts";
import type { Hub } from "../http/hub.ts";
import { type Delivery, deliver } from "./entry.ts";
import { outboxFolder } from "./waiting.ts";

type Post = Extract<Delivery, { call: "postMessage" }>;
type WithFiles = Post & Required<Pick<Post, "files">>;

const hasFiles = (delivery: Delivery): delivery is WithFiles =>
  delivery.call === "postMessage" && delivery.files !== undefined;

const sendFiles = async (hub: Hub, delivery: WithFiles) => {
  const { sendFiles: upload } = await import("../attachments/send.ts");
  return upload(hub.target, delivery);
};

/** Sends it, the files that it takes along first. Throws as `deliver` does, and `Failure` for a file that can't be read. */
export const deliverWhole = async (hub: Hub, delivery: Delivery): Promise<PostMessageAnswer | undefined> =>
  deliver(hub.client, hasFiles(delivery) ? await sendFiles(hub, delivery) : delivery);

/** The same for what waited: a copy of a file that is gone is as final as a refusal. */
export const deliverWaiting = (hub: Hub, delivery: Delivery): Promise<PostMessageAnswer | undefined> =>
  deliverWhole(hub, delivery).catch((error: unknown) => {
    throw isFailure(error) ? new ProblemError(400, { code: "invalid", detail: error.message }) : error;
  });

/** What can wait: the files are copied, so that what becomes of them does not matter. Throws `Failure` without room. */
export const toKeep = async (hub: Hub, delivery: Delivery, now: number): Promise<Delivery> => {
  if (!hasFiles(delivery)) return delivery;
  const { keepFiles } = await import("../attachments/keep-files.ts");
  return { ...delivery, files: keepFiles(outboxFolder(hub.target.folder), delivery, now) };
};

/** Removes the copies of a message that waits no more. */
export const letGo = async (hub: Hub, delivery: Delivery): Promise<void> => {
  if (!hasFiles(delivery)) return;
  const { letGoOfFiles } = await import("../attachments/keep-files.ts");
  letGoOfFiles(outboxFolder(hub.target.folder), delivery.key);
};
