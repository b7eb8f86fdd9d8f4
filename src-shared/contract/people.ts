import { z } from "zod";
import { Id, Instant } from "./common.ts";
import { Role } from "./role.ts";
import { cleanTitle, hasSubstance } from "./title.ts";

/**
 * A person's name without what could forge the line that tells an agent who speaks: brackets, the dot between its parts, and
 * whatever prints nothing or turns the direction of text.
 */
export const cleanName = (name: string): string =>
  cleanTitle(name.replace(/[\p{Cf}[\](){}<>（）［］【】〔〕·`]/gu, " "));

const Name = z
  .string()
  .max(80)
  .overwrite(cleanName)
  .refine(hasSubstance, "must have at least one visible character")
  .meta({ description: "Shown without brackets and what can't be seen" });

/** What a person may see: all discussions, or those that are named below. */
export const sights = ["all", "named"] as const;

/** A person's role in one discussion; it can only be lower than their own. `none`: they don't see it. */
export const Narrowing = z.object({ sessionId: Id, role: z.enum(["operator", "viewer", "none"]) });
export type Narrowing = z.infer<typeof Narrowing>;

/** A person as an owner manages them. */
export const Member = z.object({
  id: Id,
  name: z.string(),
  role: Role,
  sees: z.enum(sights),
  narrowings: z.array(Narrowing),
  invitedUntil: Instant.nullable().meta({ description: "Set while an invitation is open" }),
  lastSeenAt: Instant.nullable(),
  createdAt: Instant.nullable(),
  revokedAt: Instant.nullable(),
});
export type Member = z.infer<typeof Member>;

/** A one-time link that signs a person in. */
export const Invitation = z.object({ link: z.string(), expiresAt: Instant });
export type Invitation = z.infer<typeof Invitation>;

export const NewMember = z.object({
  name: Name,
  role: Role,
  sees: z.enum(sights).optional(),
  narrowings: z.array(Narrowing).max(500).optional(),
});
export type NewMember = z.infer<typeof NewMember>;
export const MemberChange = NewMember.partial();
export type MemberChange = z.infer<typeof MemberChange>;

export const MemberAnswer = z.object({ person: Member });
export const InvitedAnswer = z.object({ person: Member, invitation: Invitation });
export type InvitedAnswer = z.infer<typeof InvitedAnswer>;
export const MembersAnswer = z.object({ items: z.array(Member), next: z.string().nullable() });

/** A browser or phone of a person, or a key for their command line. */
export const Device = z.object({
  id: Id,
  personId: Id,
  personName: z.string(),
  name: z.string(),
  kind: z.enum(["browser", "key"]),
  isThis: z.boolean().meta({ description: "Whether the call comes from it" }),
  address: z.string().nullable().meta({ description: "Where it was last used from" }),
  createdAt: Instant,
  lastUsedAt: Instant,
});
export type Device = z.infer<typeof Device>;

export const NewDevice = z.object({ name: Name });
export const DeviceChange = z.object({ name: Name });
export const DeviceAnswer = z.object({ device: Device });
export const DeviceKeyAnswer = z.object({
  device: Device,
  key: z.string().meta({ description: "Shown this once" }),
  command: z.string().meta({ description: "What to run where the command line is to have it; it asks for the key" }),
});
export type DeviceKeyAnswer = z.infer<typeof DeviceKeyAnswer>;
export const DevicesAnswer = z.object({ items: z.array(Device), next: z.string().nullable() });
