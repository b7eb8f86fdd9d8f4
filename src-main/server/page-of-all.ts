import type { Page, PageQuery } from "#contract/common.ts";
import { limits } from "#contract/limits.ts";

/** One page of a list that is at hand as a whole, in the order of its ids; as elsewhere `next` goes back by default. */
export const pageOfAll = <T extends { id: string }>(all: T[], query: PageQuery): Page<T> => {
  const { before, after, limit = limits.pageItemsDefault } = query;
  if (after !== undefined) {
    const found = all.filter(({ id }) => id > after);
    return { items: found.slice(0, limit), next: found.length > limit ? (found[limit - 1]?.id ?? null) : null };
  }
  const found = before === undefined ? all : all.filter(({ id }) => id < before);
  const items = found.slice(-limit);
  return { items, next: found.length > limit ? (items[0]?.id ?? null) : null };
};
