package org.factfloor.records;

import java.util.List;
import java.util.Optional;
import org.factfloor.plant.Label;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;

/** The products of the plant. Their ids are part numbers as people write them. */
public final class Products {

    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_ID = 64;
    private static final RowMapper<Product> PRODUCT = (row, _) -> new Product(row.getString("id"),
            new Label(row.getString("en"), row.getString("zh")));

    private final Database database;
    private final Audit audit;

    Products(Database database, Audit audit) {
        this.database = database;
        this.audit = audit;
    }

    /** All products by id. */
    public List<Product> list() {
        return database.read(handle -> handle.createQuery("SELECT * FROM product ORDER BY id").map(PRODUCT).list());
    }

    public Optional<Product> find(String id) {
        return database.read(handle -> find(handle, id));
    }

    /**
     * Adds a product, or gives it another name.
     *
     * @throws RefusedException for an unusable id or name, or if the author is no team lead
     */
    public Product put(String id, Label name, Author author) {
        return database.write(handle -> put(handle, id, name, author));
    }

    /** As {@link #put(String, Label, Author)}, inside a transaction that writes. */
    Product put(Handle handle, String id, Label name, Author author) {
        author.require(User.Role.TEAM_LEAD);
        checkId(id);
        checkName(name, LONGEST_NAME);
        Product product = new Product(id, name);
        Optional<Product> before = find(handle, id);
        if (!before.equals(Optional.of(product))) {
            handle.execute("INSERT INTO product (id, en, zh) VALUES (?, ?, ?)"
                    + " ON CONFLICT (id) DO UPDATE SET en = excluded.en, zh = excluded.zh", id, name.en(), name.zh());
            audit.add(handle, author.name(), author.source(), "product.put", id, "ok",
                    AuditDetail.of(before.map(was -> AuditDetail.named(was.name())),
                            Optional.of(AuditDetail.named(name)), ""));
        }
        return product;
    }

    /** Refuses an id of another form than part numbers, jobs and reasons have; addresses of web pages carry them. */
    static void checkId(String id) {
        if (id.isBlank() || id.length() > LONGEST_ID || !id.equals(id.strip()) || id.equals(".") || id.equals("..")
                || id.chars().anyMatch(c -> "/\\;%?#".indexOf(c) >= 0)
                || id.chars().anyMatch(Character::isISOControl)) {
            throw Refusals.id("id", id);
        }
    }

    static void checkName(Label name, int longest) {
        EntryChecks.checkText("name", Optional.of(name.en()), longest);
        EntryChecks.checkText("name", Optional.of(name.zh()), longest);
    }

    boolean exists(Handle handle, String id) {
        return find(handle, id).isPresent();
    }

    static Product required(Handle handle, String id) {
        return find(handle, id).orElseThrow(() -> Refusals.unknownProduct(id));
    }

    private static Optional<Product> find(Handle handle, String id) {
        return handle.createQuery("SELECT * FROM product WHERE id = :id").bind("id", id).map(PRODUCT).findOne();
    }
}
