/**
 * Copies of a data folder, and looks at one. {@link org.factfloor.app.backup.Backup} writes a
 * {@link org.factfloor.app.backup.BackupPlace}, where settled files, which never change, are kept once for all backups;
 * {@link org.factfloor.app.backup.Restore} makes a data folder of one of them; {@link org.factfloor.app.backup.Doctor}
 * looks through a data folder.
 *
 * <p>The order in which a backup copies makes it one moment's: first facts, then history, then the journal, of which nothing
 * is let go of meanwhile, last records. So what was copied earlier is what a crash could have left beside what was copied
 * later: the next start applies the rest of the journal and computes the rest of the facts, and no signal is without its
 * reference.
 */
@NullMarked
package org.factfloor.app.backup;

import org.jspecify.annotations.NullMarked;
