/**
 * Providers of mailboxes for everyone: their domain says nothing about a company. The large ones of Europe and North
 * America; a company that writes from one that isn't here has to be named by its address.
 */
export const PUBLIC_DOMAINS: ReadonlySet<string> = new Set(
  `gmail.com googlemail.com outlook.com outlook.de outlook.fr outlook.at hotmail.com hotmail.de hotmail.fr hotmail.co.uk
  live.com live.de live.fr live.nl live.co.uk msn.com passport.com
  yahoo.com yahoo.de yahoo.fr yahoo.it yahoo.es yahoo.co.uk ymail.com rocketmail.com aol.com aol.de
  icloud.com me.com mac.com
  gmx.de gmx.net gmx.at gmx.ch gmx.com gmx.org web.de mail.com email.de mail.de t-online.de magenta.de freenet.de arcor.de
  posteo.de posteo.net mailbox.org tutanota.com tutanota.de tuta.com tuta.io proton.me protonmail.com protonmail.ch pm.me
  vodafone.de vodafonemail.de kabelmail.de unitybox.de online.de onlinehome.de 1und1.de
  bluewin.ch sunrise.ch hispeed.ch a1.net aon.at chello.at inode.at
  orange.fr wanadoo.fr free.fr laposte.net sfr.fr neuf.fr libero.it virgilio.it tiscali.it alice.it tin.it
  telefonica.net terra.es ziggo.nl kpnmail.nl planet.nl xs4all.nl hetnet.nl telenet.be skynet.be
  btinternet.com sky.com virginmedia.com talktalk.net ntlworld.com
  wp.pl o2.pl onet.pl interia.pl seznam.cz centrum.cz mail.ru yandex.ru yandex.com
  comcast.net verizon.net att.net sbcglobal.net bellsouth.net cox.net charter.net fastmail.com fastmail.fm zoho.com
  hushmail.com hey.com
  hotmail.ch hotmail.it hotmail.es outlook.it outlook.es live.at live.ch live.it yahoo.at yahoo.ch aim.com email.com gmx.eu gmx.info gmx.li
  freemail.de o2mail.de o2online.de alice-dsl.net ewe.net ewetel.net netcologne.de osnanet.de versanet.de posteo.ch posteo.at
  bluemail.ch swissonline.ch green.ch ticino.com netplus.ch vtxmail.ch drei.at kabsi.at liwest.at bbox.fr numericable.fr
  tim.it fastwebnet.it inwind.it iol.it btopenworld.com blueyonder.co.uk earthlink.net tutamail.com keemail.me zohomail.com
  zohomail.eu duck.com inbox.ru list.ru bk.ru qq.com 163.com 126.com azet.sk`.split(/\s+/),
);
