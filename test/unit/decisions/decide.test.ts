import { describe, expect, test } from 'vitest';
import { compileRules } from '../../../domain/decisions/compiled-rules.ts';
import { decide } from '../../../domain/decisions/decide.ts';
import type { Instrument } from '../../../domain/decisions/instruments.ts';
import type { Question } from '../../../domain/decisions/question.ts';
import { everyGeography } from '../../../domain/geographies.ts';
import { everyProgram } from '../../../domain/programs/catalog.ts';
import { customerServiceCopilot } from '../../../domain/programs/customer-service-copilot.ts';
import { type Category, categories, dataClassOf } from '../../../domain/programs/data.ts';
import {
  admitted,
  chosen,
  epoch,
  everyInstrument,
  now,
  question,
  type Stands,
  standing,
} from './standings.ts';

const rules = compileRules(everyProgram, everyInstrument);

const asked = (stands: Stands, given: Question, among: readonly Instrument[] = everyInstrument) =>
  decide(compileRules(everyProgram, among), standing(rules, stands), given, now);

const usOptIn = 'customer-service-copilot/process-in-united-states';
const answers = 'answers-from-united-states';
const optedIn: Stands = { stored: { [usOptIn]: chosen('on') }, admission: admitted };
const toUs = { to: 'us' } as const;

describe('processing in another geography', () => {
  test('[CC-1] needs no opt-in where the organization is there itself', () => {
    expect(asked({ geography: 'us' }, question(answers, 'prompt', { from: 'us', to: 'us' }))).toMatchObject({
      outcome: 'permitted',
      reason: 'not-applicable',
    });
  });

  test('[CC-2] is denied before the opt-in and after it was withdrawn', () => {
    const withdrawn = { ...optedIn, stored: { [usOptIn]: chosen('off') } };
    for (const stands of [{ admission: admitted }, withdrawn])
      expect(asked(stands, question(answers, 'prompt', toUs))).toMatchObject({
        outcome: 'denied',
        reason: 'setting-off',
      });
    expect(asked(optedIn, question(answers, 'prompt', toUs))).toMatchObject({ outcome: 'permitted', epoch });
  });

  test('[CC-4] is denied to whoever was not admitted, whatever is stored', () => {
    const { stored } = optedIn;
    expect(asked({ ...(stored && { stored }) }, question(answers, 'prompt', toUs))).toMatchObject({
      reason: 'not-admitted',
    });
  });

  test('[CC-5] takes the categories of its list and no other', () => {
    const list = [
      'prompt',
      'response',
      'chat-message',
      'email',
      'case-attribute',
      'knowledge-article',
      'agent-name',
      'email-address',
      'customer-name',
    ];
    const taken = categories.filter(
      (category) => asked(optedIn, question(answers, category, toUs)).outcome === 'permitted',
    );
    expect(taken).toEqual(list);
  });

  test('[CC-6] an opt-out that was accepted denies at once, before it won its gates', () => {
    const closing = { ...chosen('on'), closing: '2026-11-22T09:59:59.999Z' } as ReturnType<typeof chosen>;
    expect(
      asked({ ...optedIn, stored: { [usOptIn]: closing } }, question(answers, 'prompt', toUs)),
    ).toMatchObject({ reason: 'opt-out-accepted' });
  });

  test('[CC-7] personal data answers the user who asked, and nobody else', () => {
    const answer = (given: Partial<Question>) => {
      const { askedBy: _, answersTo: __, ...rest } = question(answers, 'customer-name', toUs);
      return asked(optedIn, { ...rest, ...given }).outcome;
    };
    expect(answer({ askedBy: 'user-1', answersTo: 'user-1' })).toBe('permitted');
    for (const given of [
      { askedBy: 'user-1', answersTo: 'user-2' },
      { askedBy: 'user-1' },
      { answersTo: 'user-1' },
      {},
    ])
      expect(answer(given)).toBe('denied');
  });

  test('[CC-7] all that may be personal is, and an article that was written for everybody is not', () => {
    const forAnother = (category: Category) =>
      asked(optedIn, question(answers, category, { ...toUs, answersTo: 'user-2' })).outcome;
    const declared = customerServiceCopilot.uses[answers]?.categories ?? [];
    expect(declared.filter((category) => forAnother(category) === 'permitted')).toEqual([
      'knowledge-article',
    ]);
  });

  test('is usable for a minute, and not beyond the end of its instrument', () => {
    const ends = (validUntil: number) =>
      asked(optedIn, question(answers, 'prompt', toUs), [
        { id: 'clauses', from: 'eu', to: 'us', kind: 'adequacy', validFrom: now, validUntil },
      ]);
    expect(ends(now + 3_600_000)).toMatchObject({ usableFor: 60_000, instrument: 'clauses' });
    expect(ends(now + 10_000)).toMatchObject({ usableFor: 10_000 });
    expect(ends(now)).toMatchObject({ outcome: 'denied', reason: 'no-instrument' });
  });

  test('[BY-7] without an instrument in force the answer is no', () => {
    const instrument: Instrument = {
      id: 'clauses',
      from: 'eu',
      to: 'us',
      kind: 'standard-contractual-clauses',
      module: 'processor-to-processor',
      validFrom: now - 1,
      validUntil: now + 1,
    };
    const moves = (among: readonly Instrument[]) =>
      asked(optedIn, question(answers, 'prompt', toUs), among).outcome;
    expect(moves([instrument])).toBe('permitted');
    expect(moves([])).toBe('denied');
    expect(moves([{ ...instrument, from: 'us', to: 'eu' }])).toBe('denied');
    expect(moves([{ ...instrument, to: 'uk' }])).toBe('denied');
    expect(moves([{ ...instrument, validUntil: now }])).toBe('denied');
    expect(moves([{ ...instrument, validFrom: now + 1 }])).toBe('denied');
  });
});

describe('what no rule covers', () => {
  const ok = question(answers, 'prompt', toUs);

  test.each([
    ['a use that nobody declared', { use: 'resale' }, 'use-not-declared'],
    ['a use by a name that every object has', { use: 'constructor' }, 'use-not-declared'],
    ['a recipient that nobody knows', { recipient: 'a partner' }, 'recipient-unknown'],
    ['a purpose that nobody knows', { purpose: 'profiling' }, 'purpose-unknown'],
    ['a category that nobody knows', { category: 'fingerprint' }, 'category-unknown'],
    ['a class that nobody knows', { dataClass: 'secret' }, 'class-unknown'],
  ] as const)('%s is denied as an outcome of its own, and is not to be used again', (_, given, reason) => {
    expect(asked(optedIn, { ...ok, ...given })).toEqual({ outcome: 'no-rule', reason, usableFor: 0 });
  });

  test('a category of another class than it has is denied', () => {
    expect(asked(optedIn, { ...ok, dataClass: 'system-log' })).toMatchObject({ reason: 'not-of-this-class' });
  });
});

describe('uses of the security assistant', () => {
  const retrieval = 'compliance-retrieval';
  const access = 'security-copilot/access-compliance-services';

  test('[SC-5] what each connected service yields is a closed list, and nothing is fetched once access is off', () => {
    const fetched = (service: string, stands: Stands = { stored: { [access]: chosen('on') } }) =>
      categories.filter(
        (category) => asked(stands, question(retrieval, category, { service })).outcome === 'permitted',
      );
    expect(fetched('ediscovery')).toEqual(['review-set-content']);
    expect(fetched('insider-risk-management')).toEqual(['insider-risk-alert']);
    expect(fetched('ediscovery', { stored: { [access]: chosen('off') } })).toEqual([]);
    const on = { stored: { [access]: chosen('on') } };
    expect(asked(on, question(retrieval, 'review-set-content'))).toMatchObject({
      reason: 'not-yielded-by-service',
    });
    expect(asked(on, question(retrieval, 'review-set-content', { service: 'mail' }))).toMatchObject({
      outcome: 'no-rule',
      reason: 'service-unknown',
    });
  });

  test('[SC-24] what a connected service yields stays where the workspace is, also where prompts go anywhere', () => {
    const stands = {
      stored: { [access]: chosen('on'), 'security-copilot/prompt-evaluation-location': chosen('anywhere') },
    };
    const permitted = everyGeography.filter((to) => {
      const given = question(retrieval, 'review-set-content', { service: 'ediscovery', to });
      return asked(stands, given).outcome === 'permitted';
    });
    expect(permitted).toEqual(['eu']);
    const evaluated = question('prompt-evaluation', 'review-set-content', { to: 'eu' });
    expect(asked(stands, evaluated)).toMatchObject({ reason: 'category-not-declared' });
  });

  test('[SC-23] a compliance service needs both gates', () => {
    const gates = (administrator: 'on' | 'off', user: 'on' | 'off') =>
      asked(
        {
          stored: {
            [access]: chosen(administrator),
            'security-copilot/use-compliance-plugins': chosen(user),
          },
        },
        question('compliance-questions', 'prompt'),
      );
    expect(gates('on', 'on').outcome).toBe('permitted');
    expect(gates('off', 'on')).toMatchObject({ reason: 'other-setting-off' });
    expect(gates('on', 'off')).toMatchObject({ reason: 'setting-off' });
    expect(gates('off', 'off')).toMatchObject({ reason: 'setting-off' });
  });

  test('[SC-23] the other plugins of the vendor are on by default, once the user was told, until turned off', () => {
    const plugins = (stored: Stands['stored']) =>
      asked({ ...(stored && { stored }) }, question('vendor-product-questions', 'prompt'));
    const name = 'security-copilot/use-vendor-plugins';
    expect(
      plugins({ [name]: { ...chosen('on'), source: 'default' } as ReturnType<typeof chosen> }).outcome,
    ).toBe('permitted');
    expect(plugins({ [name]: chosen('off') })).toMatchObject({ reason: 'setting-off' });
    expect(plugins({})).toMatchObject({ reason: 'notice-not-shown' });
  });

  test('[SC-1] a default that no owner has been shown permits nothing', () => {
    expect(asked({}, question('performance-validation', 'prompt', { purpose: 'validating' }))).toMatchObject({
      reason: 'notice-not-shown',
    });
  });

  test('a decision for another epoch than the open one is denied', () => {
    const stored = { 'security-copilot/validate-performance': chosen('on') };
    const at = (given: string) =>
      asked(
        { stored },
        question('performance-validation', 'prompt', { purpose: 'validating', epoch: given }),
      );
    expect(at(epoch).outcome).toBe('permitted');
    expect(at('eu_ep_01J0000000000000000000000F')).toMatchObject({ reason: 'epoch-not-open' });
  });
});

describe('services that a customer connects', () => {
  const setting = 'customer-service-insights/connect-reports-apps-and-flows';
  const use = 'reports-apps-and-flows-outside';
  const handed = (stored: Stands['stored'], given: Partial<Question> = {}) =>
    asked(
      { ...(stored && { stored }) },
      question(use, 'customer-name', { recipient: 'connected-service', to: 'ca', ...given }),
    );

  test('[DL-7] are off until connected, and get what they get at their destination alone', () => {
    expect(handed({})).toMatchObject({ reason: 'setting-off' });
    expect(handed({ [setting]: chosen('ca') })).toMatchObject({ outcome: 'permitted', instrument: 'eu-ca' });
    expect(handed({ [setting]: chosen('uk') })).toMatchObject({ reason: 'location-not-as-chosen' });
    expect(handed({ [setting]: chosen('off') })).toMatchObject({ reason: 'setting-off' });
    expect(handed({ [setting]: chosen('ca') }, { recipient: 'vendor' })).toMatchObject({
      reason: 'recipient-not-declared',
    });
  });

  test('get nothing of what the vendor takes for itself', () => {
    expect(
      asked(
        { stored: { 'security-copilot/build-security-model': chosen('on') } },
        question('security-model-building', 'prompt', {
          purpose: 'building',
          recipient: 'connected-service',
        }),
      ),
    ).toMatchObject({ reason: 'recipient-not-declared' });
  });
});

test('every category has one class', () => {
  expect(Object.keys(dataClassOf)).toEqual([...categories]);
});
