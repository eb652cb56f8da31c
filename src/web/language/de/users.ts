import type { Catalogue } from '../catalogue.ts';

export const users: Catalogue['users'] = {
  title: 'Benutzer',
  create: 'Neuer Benutzer',
  username: 'Benutzername',
  usernameHint: 'Ohne Leerzeichen; zum Anmelden.',
  displayName: 'Name',
  email: 'E-Mail-Adresse',
  emailHint: 'Einladungen nennen diese Adresse als Organisator.',
  password: 'Kennwort',
  passwordHint: 'Mindestens 8 Zeichen.',
  role: 'Rolle',
  roles: { user: 'Benutzer', admin: 'Administrator' },
  timeZone: 'Zeitzone',
  inactive: 'Inaktiv',
  activate: 'Aktivieren',
  deactivate: 'Deaktivieren',
  activateNamed: (name) => `${name} aktivieren`,
  deactivateNamed: (name) => `${name} deaktivieren`,
  deactivateTitle: (name) => `${name} deaktivieren?`,
  deactivateText:
    'Sie können sich nicht mehr anmelden, und ihre Sitzungen enden sofort. Entfernt wird nichts.',
  created: 'Der Benutzer wurde angelegt.',
  usernameWrong: 'Ein Benutzername ohne Leerzeichen.',
  emailWrong: 'Das ist keine E-Mail-Adresse.',
  notAllowed: 'Nur Administratoren sehen diese Seite.',
};
