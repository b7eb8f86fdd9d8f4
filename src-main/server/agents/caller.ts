import type { FastifyRequest } from "fastify";
import { HubError } from "../../core/errors.ts";
import type { MachineCaller, MachineRecord } from "../../core/records.ts";

declare module "fastify" {
  interface FastifyRequest {
    machine?: MachineRecord;
  }
}

/** The machine whose key the request carries. */
export const machineOf = (request: FastifyRequest): MachineRecord => {
  if (request.machine === undefined) throw new HubError("unauthorized", "A machine's key is needed.");
  return request.machine;
};

/** The same, with where it calls from. */
export const callerOf = (request: FastifyRequest): MachineCaller => ({ ...machineOf(request), address: request.ip });
