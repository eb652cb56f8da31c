/** The REST API as schemas and types, a file per resource. */
export * from './appointment.ts';
export * from './company.ts';
export * from './event.ts';
export * from './health.ts';
export * from './mailbox.ts';
export * from './matter.ts';
export * from './occurrence.ts';
export * from './opportunity.ts';
export * from './page.ts';
export * from './person.ts';
export * from './problem.ts';
export * from './records.ts';
export * from './session.ts';
export * from './synchronisation.ts';
export * from './user.ts';
export * from './values.ts';
export * from './words.ts';
