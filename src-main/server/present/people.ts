import type { Person } from "#contract/person.ts";
import type { PersonRecord } from "../../core/records.ts";

export const presentPerson = ({ id, name, role }: PersonRecord): Person => ({ id, name, role });
