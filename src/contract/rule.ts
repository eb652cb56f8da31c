import { Type, type Static } from 'typebox';
import { Id, Instant, nullable, Version } from './values.ts';

/** What the owner of a mailbox is to a meeting: nobody else takes part, it is theirs, they act for whose it is, they were invited. */
const RULE_PARTS = ['sole', 'organizer', 'delegate', 'attendee'] as const;
/** Types of records that have a number of the firm's own. */
const NUMBERED_TYPES = ['opportunity', 'matter'] as const;

const conditions = Type.Object(
  {
    users: Type.Array(Id, {
      maxItems: 500,
      uniqueItems: true,
      description: 'Whose mailboxes; empty: everybody',
    }),
    parts: Type.Array(Type.Enum(RULE_PARTS), { maxItems: 4, uniqueItems: true, description: 'Empty: any' }),
    private: nullable(
      Type.Boolean({
        description: 'Marked private, or not; null: both. Private items have no categories and domains',
      }),
    ),
    categories: Type.Array(Type.String({ minLength: 1, maxLength: 200 }), {
      maxItems: 100,
      description: 'One of them, whatever its case; empty: any',
    }),
    domains: Type.Array(
      Type.String({
        maxLength: 253,
        pattern: '^[A-Za-z0-9\\u0080-\\uffff]([A-Za-z0-9\\u0080-\\uffff.-]*[A-Za-z0-9\\u0080-\\uffff])?$',
      }),
      { maxItems: 500, description: 'Of somebody else who takes part, or a domain above; empty: any' },
    ),
  },
  { additionalProperties: false, title: 'RuleConditions' },
);
export type RuleConditions = Static<typeof conditions>;

const effect = Type.Union(
  [
    Type.Object(
      { type: Type.Literal('direction'), direction: Type.Enum(['both', 'to-crm', 'to-mailbox', 'none']) },
      { additionalProperties: false, description: 'none: left alone. It narrows what owners chose' },
    ),
    Type.Object(
      { type: Type.Literal('privacy'), privacy: Type.Enum(['out', 'busy', 'in']) },
      { additionalProperties: false, description: 'The most that the CRM shows; owners may show less' },
    ),
    Type.Object(
      {
        type: Type.Literal('link'),
        recordType: Type.Enum(NUMBERED_TYPES),
        text: Type.String({
          maxLength: 200,
          pattern: '[^\\s:]',
          description:
            'What stands before the number, in the title or text of a meeting: "Meeting to Opportunity"',
        }),
      },
      { additionalProperties: false, description: 'Asks for users and domains only' },
    ),
  ],
  { title: 'RuleEffect' },
);
export type RuleEffect = Static<typeof effect>;

const content = {
  name: Type.String({
    minLength: 1,
    maxLength: 200,
    pattern: '\\S',
    description: 'People see it where the rule acts',
  }),
  active: Type.Boolean(),
  when: conditions,
  then: effect,
};

/** A rule of the administrators. They are a list: for each effect the first one that is about an item decides. */
export const Rule = Type.Object(
  { id: Id, version: Version, ...content, createdAt: Instant, updatedAt: Instant },
  { title: 'Rule' },
);
export type Rule = Static<typeof Rule>;
export const RuleList = Type.Object({ items: Type.Array(Rule) }, { title: 'RuleList' });
export type RuleList = Static<typeof RuleList>;

/** POST /api/rules: it comes last. */
export const RuleInput = Type.Object(
  { ...content, active: Type.Optional(content.active) },
  { additionalProperties: false, title: 'RuleInput' },
);
export type RuleInput = Static<typeof RuleInput>;

/** PATCH /api/rules/:id. */
export const RulePatch = Type.Object(Type.Partial(Type.Object(content)).properties, {
  additionalProperties: false,
  title: 'RulePatch',
});
export type RulePatch = Static<typeof RulePatch>;

/** PUT /api/rules/order: the ids of all rules, the first first. */
export const RuleOrder = Type.Object(
  { ids: Type.Array(Id, { maxItems: 1000, uniqueItems: true }) },
  { additionalProperties: false, title: 'RuleOrder' },
);
export type RuleOrder = Static<typeof RuleOrder>;

const privacy = Type.Enum(['out', 'busy', 'in'], {
  description: 'The most that the CRM shows of private items: nothing, when they are, or all of it',
});

/** What holds for everybody, whatever owners of mailboxes choose. */
export const Policy = Type.Object({ version: Version, privacy }, { title: 'Policy' });
export type Policy = Static<typeof Policy>;
export const PolicyPatch = Type.Object({ privacy }, { additionalProperties: false, title: 'PolicyPatch' });
export type PolicyPatch = Static<typeof PolicyPatch>;
