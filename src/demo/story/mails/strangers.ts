import type { Stranger } from './plan.ts';

/** Senders that no record of the story knows by this address; `.example` names nobody. */
export const STRANGERS: readonly Stranger[] = [
  { key: 'export-brief', name: 'Exportbrief', address: 'redaktion@exportbrief.example' },
  { key: 'lawtech', name: 'LawTech Weekly', address: 'hello@lawtech-weekly.example' },
  { key: 'railway', name: 'Bahn & Bett', address: 'buchung@bahn-und-bett.example' },
  { key: 'helpdesk', name: 'Helpdesk Mailhost', address: 'support@account-verify.example' },
  { key: 'steiner', name: 'Tobias Steiner', address: 't.steiner@falkenried.example' },
  { key: 'okafor', name: 'Ngozi Okafor', address: 'ngozi.okafor@lagoscranes.example' },
  { key: 'school', name: 'St Olave’s Primary', address: 'office@st-olaves-school.example' },
  { key: 'mother', name: 'Margrit Kranich', address: 'margrit@kranich-familie.example' },
  { key: 'choir', name: 'Cantus Enge', address: 'chor@cantus-enge.example' },
  {
    key: 'krueger-private',
    name: 'Jens Krüger',
    address: 'jens.krueger.1971@freemail.example',
    alsoKnownAs: 'hartmann.krueger',
  },
];
