import { identityKeyOf, subjectKeyOf } from '../../../../src/server/storage/messages/message-keys.ts';

describe('Keys of mails', () => {
  it.each(['RE: Project Nova', 'AW: Re: Project  Nova', 'Fwd: project nova', 'WG: Antw: Project Nóva', 'Re[2]: Project Nova'])(
    'know the conversation of "%s"',
    (subject) => {
      expect(subjectKeyOf(subject)).toEqual(subjectKeyOf('Project Nova'));
    },
  ); // prettier-ignore

  it('are none where nothing is left of a subject', () => {
    expect([subjectKeyOf('Re: '), subjectKeyOf('')]).toEqual([null, null]);
    expect(subjectKeyOf('Report: Nova')).not.toEqual(subjectKeyOf('Nova'));
  });

  it('differ by Message-ID and by what the mail says', () => {
    const keys = [
      { messageId: '<1@x>', digest: 'aa' },
      { messageId: '<1@x>', digest: 'ab' },
      { messageId: '<2@x>', digest: 'aa' },
      { messageId: null, digest: '<1@x>aa' },
    ].map((identity) => identityKeyOf(identity).toString('hex'));
    expect(new Set(keys).size).toBe(4);
  });
});
