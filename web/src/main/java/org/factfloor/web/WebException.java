package org.factfloor.web;

/** A fault of the web server: its message says what, where and what to do. */
public final class WebException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public WebException(String message, Throwable cause) {
        super(message, cause);
    }
}
