package org.factfloor.records;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;

/** The open records of one installation. Safe for several threads. */
public final class Records implements AutoCloseable {

    private final Database database;
    private final PlantVersions plants;
    private final SignalRegistry signals;
    private final Users users;
    private final Sessions sessions;
    private final ApiTokens tokens;
    private final Secrets secrets;
    private final Audit audit;
    private final MonthLocks months;
    private final Entries entries;
    private final AndonCalls calls;
    private final ShiftSignatures signatures;
    private final Reasons reasons;
    private final Products products;
    private final Standards standards;
    private final Jobs jobs;
    private final ImportColumns imports;
    private final HourNotes hourNotes;
    private final Edges edges;

    private Records(Database database, SecretKeyFile key, InstantSource clock, SecureRandom random) {
        this.database = database;
        Tokens randomTokens = new Tokens(random);
        audit = new Audit(database, clock);
        signals = new SignalRegistry(database);
        plants = new PlantVersions(database, signals, audit, clock);
        users = new Users(database, new PasswordHash(random), clock);
        sessions = new Sessions(database, randomTokens, clock);
        tokens = new ApiTokens(database, randomTokens, clock);
        secrets = Secrets.open(database, key, clock, random);
        months = new MonthLocks(database, audit, clock);
        EntryChecks checks = new EntryChecks(plants::current, new EntryRights(months));
        entries = new Entries(database, checks, audit, clock);
        calls = new AndonCalls(database, checks, audit, clock);
        signatures = new ShiftSignatures(database, audit, clock);
        reasons = new Reasons(database, audit, clock);
        products = new Products(database, audit);
        standards = new Standards(database, checks, products, months, audit, clock);
        jobs = new Jobs(database, checks, entries, products, audit, clock);
        imports = new ImportColumns(database);
        hourNotes = new HourNotes(database, audit, clock);
        edges = new Edges(database, randomTokens, clock);
    }

    /**
     * Opens the records in a folder, and makes them where there are none.
     *
     * @param folder holds {@code records.db} and {@code secret.key}; must exist
     * @throws RecordsException if the files cannot be written, are in use, were written by a newer version or do not
     *         belong to each other
     */
    public static Records open(Path folder, InstantSource clock, SecureRandom random) {
        if (!Files.isDirectory(folder)) {
            throw new RecordsException("the data folder " + folder + " does not exist; create it or name another one");
        }
        Database database = Database.open(folder.resolve("records.db"));
        try {
            return new Records(database, new SecretKeyFile(folder.resolve("secret.key")), clock, random);
        } catch (RuntimeException broken) {
            database.close();
            throw broken;
        }
    }

    /** The version of the tables in {@code records.db} that this product makes. */
    public static long newestVersion() {
        return Long.parseLong(Database.NEWEST);
    }

    public PlantVersions plants() {
        return plants;
    }

    public SignalRegistry signals() {
        return signals;
    }

    public Users users() {
        return users;
    }

    public Sessions sessions() {
        return sessions;
    }

    public ApiTokens tokens() {
        return tokens;
    }

    public Secrets secrets() {
        return secrets;
    }

    public Audit audit() {
        return audit;
    }

    public MonthLocks months() {
        return months;
    }

    public Entries entries() {
        return entries;
    }

    public AndonCalls calls() {
        return calls;
    }

    public ShiftSignatures signatures() {
        return signatures;
    }

    public Reasons reasons() {
        return reasons;
    }

    public Products products() {
        return products;
    }

    public Standards standards() {
        return standards;
    }

    public Jobs jobs() {
        return jobs;
    }

    public ImportColumns imports() {
        return imports;
    }

    public HourNotes hourNotes() {
        return hourNotes;
    }

    public Edges edges() {
        return edges;
    }

    @Override
    public void close() {
        database.close();
    }
}
