import { z } from "zod";

/** What a person may do, most first: everything; steer and approve; read. */
export const roles = ["owner", "operator", "viewer"] as const;
export const Role = z.enum(roles);
export type Role = z.infer<typeof Role>;

/** Whether `role` may do all that `other` may. */
export const isAtLeast = (role: Role, other: Role): boolean => roles.indexOf(role) <= roles.indexOf(other);

/** The one of the two that may do less. */
export const lowerOf = (a: Role, b: Role): Role => (isAtLeast(a, b) ? b : a);
