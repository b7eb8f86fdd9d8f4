import type { FastifyInstance } from "fastify";
import { roleIn } from "../../core/people/access.ts";
import type { PersonCaller, RuleRecord } from "../../core/records.ts";
import { ruleTemplates } from "../../core/rules/templates.ts";
import { createRuleTrials } from "../../core/rules/trial.ts";
import type { ServerContext } from "../context.ts";
import { presentRule, presentVerdict } from "../present/rules.ts";
import { serve } from "../route.ts";
import { personOf } from "./caller.ts";

export const ruleRoutes = (app: FastifyInstance, { core }: ServerContext): void => {
  const { rules, store } = core;
  const trials = createRuleTrials(core);

  /** Rules of a discussion are only for those who may see it. */
  const seenBy = async (person: PersonCaller, found: readonly RuleRecord[]) => {
    if (person.role === "owner") return found;
    const seen: RuleRecord[] = [];
    for (const rule of found) {
      const sessionId = rule.scope?.sessionId;
      if (sessionId === undefined || (await roleIn(store.read, person, sessionId)) !== undefined) seen.push(rule);
    }
    return seen;
  };

  serve(app, "rules", async ({ request, query }) => {
    const found = query.ended === "true" ? await rules.ended() : rules.standing();
    const items = (await seenBy(personOf(request), found)).map(presentRule);
    return { status: 200, body: { items, next: null, shellParser: rules.shellParser } };
  });

  serve(app, "makeRule", async ({ request, body, once }) => {
    const person = personOf(request);
    return { status: 201, body: { rule: presentRule(await rules.make(person, body, once(person.id))) } };
  });

  serve(app, "changeRule", async ({ request, params, body }) => {
    const rule = await rules.change(personOf(request), params.id, body);
    return { status: 200, body: { rule: presentRule(rule) } };
  });

  serve(app, "endRule", async ({ request, params }) => {
    const rule = await rules.end(personOf(request), params.id);
    return { status: 200, body: { rule: presentRule(rule) } };
  });

  serve(app, "tryRules", async ({ request, body }) => {
    const verdict = await trials.judge(personOf(request), body);
    return { status: 200, body: presentVerdict(verdict) };
  });

  serve(app, "ruleTemplates", () => ({ status: 200, body: { items: [...ruleTemplates] } }));

  serve(app, "replayRules", async ({ request, body }) => {
    const replayed = await trials.replay(personOf(request), body.rules);
    const items = replayed.map(({ approval, session, verdict }) => ({
      approvalId: approval.id,
      sessionTitle: session.title,
      summary: approval.summary,
      decided: approval.state,
      effect: verdict.effect,
      why: verdict.why,
    }));
    return { status: 200, body: { looked: items.length, items } };
  });
};
