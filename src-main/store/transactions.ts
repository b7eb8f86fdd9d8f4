import type { ReadTx, WriteTx } from "../core/store.ts";
import type { Db } from "./db.ts";
import { agentReader, agentWriter } from "./tables/agents.ts";
import { approvalReader, approvalWriter } from "./tables/approvals.ts";
import { attachmentReader, attachmentWriter } from "./tables/attachments.ts";
import { escalationReader, escalationWriter, preferencesReader, preferencesWriter } from "./tables/attention.ts";
import { deviceReader, deviceWriter } from "./tables/devices.ts";
import { idempotencyReader, idempotencyWriter } from "./tables/idempotency.ts";
import { joinCodeReader, joinCodeWriter } from "./tables/join-codes.ts";
import { lastActReader, lastActWriter } from "./tables/last-acts.ts";
import { ledgerReader, ledgerWriter } from "./tables/ledger.ts";
import { machineReader, machineWriter } from "./tables/machines.ts";
import { messageReader, messageWriter } from "./tables/messages.ts";
import { metaReader, metaWriter } from "./tables/meta.ts";
import { noticeReader, noticeWriter } from "./tables/notices.ts";
import { peopleReader, peopleWriter } from "./tables/people.ts";
import { questionReader, questionWriter } from "./tables/questions.ts";
import { receiptReader, receiptWriter } from "./tables/receipts.ts";
import { ruleReader, ruleWriter } from "./tables/rules.ts";
import { sessionReader, sessionWriter } from "./tables/sessions.ts";
import { settingsReader, settingsWriter } from "./tables/settings.ts";

export const readTx = (db: Db): ReadTx => ({
  sessions: sessionReader(db),
  messages: messageReader(db),
  questions: questionReader(db),
  approvals: approvalReader(db),
  rules: ruleReader(db),
  ledger: ledgerReader(db),
  devices: deviceReader(db),
  receipts: receiptReader(db),
  attachments: attachmentReader(db),
  machines: machineReader(db),
  lastActs: lastActReader(db),
  agents: agentReader(db),
  people: peopleReader(db),
  joinCodes: joinCodeReader(db),
  idempotency: idempotencyReader(db),
  settings: settingsReader(db),
  meta: metaReader(db),
  notices: noticeReader(db),
  escalations: escalationReader(db),
  attention: preferencesReader(db),
});

export const writeTx = (db: Db, onSessionRemoved?: () => void): WriteTx => ({
  sessions: sessionWriter(db, onSessionRemoved),
  messages: messageWriter(db),
  questions: questionWriter(db),
  approvals: approvalWriter(db),
  rules: ruleWriter(db),
  ledger: ledgerWriter(db),
  devices: deviceWriter(db),
  receipts: receiptWriter(db),
  attachments: attachmentWriter(db),
  machines: machineWriter(db),
  lastActs: lastActWriter(db),
  agents: agentWriter(db),
  people: peopleWriter(db),
  joinCodes: joinCodeWriter(db),
  idempotency: idempotencyWriter(db),
  settings: settingsWriter(db),
  meta: metaWriter(db),
  notices: noticeWriter(db),
  escalations: escalationWriter(db),
  attention: preferencesWriter(db),
});
