import { limits } from "#contract/limits.ts";
import type { Page } from "#contract/common.ts";

/** Reads pages towards the past until there are `most` items or no more pages. */
export const readPages = async <T>(
  most: number,
  read: (query: { limit: string; before?: string }) => Promise<Page<T>>,
): Promise<T[][]> => {
  const pages: T[][] = [];
  let before: string | undefined;
  for (let left = most; left > 0; ) {
    const limit = String(Math.min(left, limits.pageItems));
    const page = await read(before === undefined ? { limit } : { limit, before });
    pages.push(page.items);
    left -= page.items.length;
    if (page.next === null || page.items.length === 0) break;
    before = page.next;
  }
  return pages;
};
