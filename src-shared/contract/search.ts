import { z } from "zod";
import { Id, Instant, PageQuery } from "./common.ts";
import { Author, MessageKind } from "./message.ts";

export const SearchQuery = PageQuery.pick({ limit: true, before: true }).extend({
  q: z.string().trim().min(1, "must have at least one word").max(200),
  session: Id.optional(),
});
export type SearchQuery = z.infer<typeof SearchQuery>;

/** A piece of a snippet; `hit` pieces are what matched. */
export const SnippetPart = z.object({ text: z.string(), hit: z.boolean() });
export type SnippetPart = z.infer<typeof SnippetPart>;

export const SearchHit = z.object({
  messageId: Id,
  sessionId: Id,
  sessionTitle: z.string(),
  seq: z.number().int(),
  kind: MessageKind,
  from: Author,
  snippet: z.array(SnippetPart),
  createdAt: Instant,
});
export type SearchHit = z.infer<typeof SearchHit>;

export const SearchAnswer = z.object({
  items: z.array(SearchHit),
  next: z.string().nullable(),
  behind: z.number().int().meta({ description: "Messages that the index has not taken in yet" }),
});
export type SearchAnswer = z.infer<typeof SearchAnswer>;
