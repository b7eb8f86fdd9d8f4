import type { FastifyRequest } from "fastify";
import { HubError } from "../../core/errors.ts";
import type { Core } from "../../core/core.ts";
import type { PersonView } from "../../core/people/views.ts";
import type { PersonCaller } from "../../core/records.ts";

declare module "fastify" {
  interface FastifyRequest {
    person?: PersonCaller;
  }
}

/** The person who is signed in on the browser, or whose key it is, that asks. */
export const personOf = (request: FastifyRequest): PersonCaller => {
  if (request.person === undefined) throw new HubError("unauthorized", "Sign in first.");
  return request.person;
};

/** What the person who asks may see. */
export const viewOf = async (request: FastifyRequest, { views }: Pick<Core, "views">): Promise<PersonView> => {
  const view = await views.get(personOf(request).id);
  if (view === undefined) throw new HubError("unauthorized", "Sign in first.");
  return view;
};

/** Refuses what only an owner may do. */
export const ownerOf = (request: FastifyRequest): PersonCaller => {
  const person = personOf(request);
  if (person.role !== "owner") throw new HubError("forbidden", "Only an owner may do this.");
  return person;
};
