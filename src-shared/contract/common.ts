import { z } from "zod";
import { limits } from "./limits.ts";

/** An opaque id, sortable by creation (UUIDv7, RFC 9562). */
export const Id = z.string().min(1).max(64).meta({ description: "Opaque id, sortable by creation" });

/** A time on the wire: RFC 3339 in UTC with milliseconds. */
export const Instant = z.iso.datetime({ precision: 3 }).meta({ description: "RFC 3339, UTC, milliseconds" });

const count = (most: number) =>
  z
    .string()
    .regex(/^\d{1,9}$/, `must be a whole number from 0 to ${most}`)
    .transform(Number)
    .refine((n) => n <= most, `must be a whole number from 0 to ${most}`);

/** `?wait=` of a waiting call, in seconds. */
export const WaitSeconds = count(limits.waitSeconds).optional();

export const PageQuery = z.object({
  limit: z
    .string()
    .regex(/^\d{1,4}$/, `must be a whole number from 1 to ${limits.pageItems}`)
    .transform(Number)
    .refine((n) => n >= 1 && n <= limits.pageItems, `must be a whole number from 1 to ${limits.pageItems}`)
    .optional(),
  before: z.string().max(200).optional(),
  after: z.string().max(200).optional(),
});
export type PageQuery = z.infer<typeof PageQuery>;

/** One page of a list; `next` is the cursor of the page that follows in the same direction, or null. */
export const pageOf = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item), next: z.string().nullable() });
export interface Page<T> {
  items: T[];
  next: string | null;
}

export const Empty = z.object({});
/** A code as a person typed it: whether it is one is answered in words. */
export const CodeParams = z.object({ code: z.string().min(1).max(64) });
export const IdParams = z.object({ id: Id });
