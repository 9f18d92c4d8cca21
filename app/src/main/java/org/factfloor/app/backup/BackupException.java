package org.factfloor.app.backup;

import org.jspecify.annotations.Nullable;

/** Why a folder cannot be backed up or restored; the message is for people: what, where, what to do. */
public final class BackupException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public BackupException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
