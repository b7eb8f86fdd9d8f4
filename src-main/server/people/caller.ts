import type { FastifyRequest } from "fastify";
import { HubError } from "../../core/errors.ts";
import type { PersonCaller } from "../../core/records.ts";

declare module "fastify" {
  interface FastifyRequest {
    person?: PersonCaller;
    /** The secret of the sign-in behind this request. */
    signInSecret?: string;
  }
}

/** The person who is signed in on the browser that asks. */
export const personOf = (request: FastifyRequest): PersonCaller => {
  if (request.person === undefined) throw new HubError("unauthorized", "Sign in first.");
  return request.person;
};

/** Refuses what only an owner may do. */
export const ownerOf = (request: FastifyRequest): PersonCaller => {
  const person = personOf(request);
  if (person.role !== "owner") throw new HubError("forbidden", "Only an owner may do this.");
  return person;
};
