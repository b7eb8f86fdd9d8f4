import type { DueReply } from "#contract/reply.ts";
import type { Hub } from "../http/hub.ts";
import type { ReplyHere } from "../output/reply.ts";
import type { World } from "../world.ts";

/** The replies with their files, which are fetched first: who reads of a file may open it at once. */
export const withFiles = async (items: readonly DueReply[], world: World, hub: Hub): Promise<ReplyHere[]> => {
  if (items.every(({ attachments }) => attachments.length === 0)) return items as ReplyHere[];
  const { saveAttachments } = await import("../attachments/save.ts");
  const saved = await saveAttachments(hub, items, hub.target.folder, world.ending());
  return items.map((item) => ({ ...item, attachments: saved.get(item.id) ?? [] }));
};
