package org.factfloor.web;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * How the web server is reached and what it is told about its surroundings.
 *
 * @param bindAddress address to listen on
 * @param port port to listen on; 0 for a free one
 * @param hostNames names people reach it by, besides {@code localhost} and plain addresses; others are refused
 * @param https whether people reach it by https (through a proxy that ends TLS), so that cookies are marked secure
 * @param setupCode the one-time code that opens the first run; empty where the first user was made otherwise
 * @param dataFolder whose disk the system page shows
 * @param freeSpaceFloor bytes that intake keeps free there
 * @param pagesRoot folder of the class path with the browser application
 */
public record WebSettings(String bindAddress, int port, Set<String> hostNames, boolean https,
        Optional<String> setupCode, Path dataFolder, long freeSpaceFloor, String pagesRoot) {

    public WebSettings {
        hostNames = Set.copyOf(hostNames);
    }

    /** On loopback, with the pages the product ships. */
    public static WebSettings loopback(int port, Optional<String> setupCode, Path dataFolder, long freeSpaceFloor) {
        return new WebSettings("127.0.0.1", port, Set.of(), false, setupCode, dataFolder, freeSpaceFloor, "/ui");
    }
}
