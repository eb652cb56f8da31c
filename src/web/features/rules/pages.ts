/** The administrator's rules, one chunk. */
export { EditRulePage } from './edit-rule-page.tsx';
export { NewRulePage } from './new-rule-page.tsx';
export { RulesPage } from './rules-page.tsx';
