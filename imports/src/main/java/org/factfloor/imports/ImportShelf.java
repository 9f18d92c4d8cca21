package org.factfloor.imports;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.factfloor.imports.ImportFolder.Content;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is known of all imports, each in a folder of its own. Its owner guards it. */
final class ImportShelf {

    private static final Logger log = LoggerFactory.getLogger(ImportShelf.class);

    /** So many are kept; older ones go, except those that are not over. */
    private static final int MOST_KEPT = 500;
    private static final int MOST_OPEN = 50;

    private final Path folder;
    private final TreeMap<Integer, Content> contents = new TreeMap<>();
    private int lastId;

    ImportShelf(Path folder) {
        this.folder = folder;
        try {
            Files.createDirectories(folder);
            try (Stream<Path> folders = Files.list(folder)) {
                folders.filter(one -> one.getFileName().toString().matches("\\d{1,9}")).forEach(this::restore);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The imports in " + folder + " cannot be read.", e);
        }
    }

    private void restore(Path one) {
        int id = Integer.parseInt(one.getFileName().toString());
        lastId = Math.max(lastId, id);
        ImportFolder found = new ImportFolder(one);
        try {
            if (found.isBegun()) {
                contents.put(id, found.read());
            } else {
                // A crash while a file was being sent leaves half of it, which nobody has seen yet.
                found.delete();
            }
        } catch (IOException | RuntimeException e) {
            log.warn("the import in {} is not whole and is not shown", one, e);
        }
    }

    /** In the order in which they were begun. */
    List<Content> all() {
        return List.copyOf(contents.values());
    }

    /** The newest one like this. */
    Optional<Content> newest(Predicate<Content> like) {
        return contents.descendingMap().values().stream().filter(like).findFirst();
    }

    Optional<Content> find(int id) {
        return Optional.ofNullable(contents.get(id));
    }

    /** @throws ImportException if there is none */
    Content require(int id) {
        return find(id).orElseThrow(
                () -> new ImportException("There is no import " + id + ".", "没有编号为 " + id + " 的导入。", null));
    }

    /**
     * A place for another one.
     *
     * @throws ImportException if too many are not over
     */
    int make() throws IOException {
        long open = contents.values().stream().filter(content -> content.told().ended().isEmpty()).count();
        if (open >= MOST_OPEN) {
            throw new ImportException("There are " + open + " imports that are not over; end or discard some first.",
                    "有 " + open + " 个未完成的导入；请先完成或放弃其中一些。", null);
        }
        lastId++;
        Files.createDirectories(folder.resolve(String.valueOf(lastId)));
        return lastId;
    }

    ImportFolder folder(int id) {
        return new ImportFolder(folder.resolve(String.valueOf(id)));
    }

    /** Takes note of what one has come to. */
    void put(Content content) {
        contents.put(content.told().id(), content);
    }

    /** The same, and writes it down. */
    void keep(Content content) throws IOException {
        folder(content.told().id()).write(content);
        put(content);
    }

    void remove(int id) throws IOException {
        folder(id).delete();
        contents.remove(id);
    }

    /** Removes the oldest that are over, where there are too many. */
    void forgetOld() throws IOException {
        List<Integer> over = contents.values().stream().filter(content -> content.told().ended().isPresent())
                .map(content -> content.told().id()).toList();
        for (int id : over.subList(0, Math.max(0, over.size() - MOST_KEPT))) {
            remove(id);
        }
    }
}
