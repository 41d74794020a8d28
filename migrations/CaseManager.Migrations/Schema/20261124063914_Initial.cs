using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

#pragma warning disable CA1814 // Prefer jagged arrays over multidimensional

namespace CaseManager.Migrations.Schema
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.EnsureSchema(
                name: "sealing");

            migrationBuilder.EnsureSchema(
                name: "cases");

            migrationBuilder.EnsureSchema(
                name: "reports");

            migrationBuilder.EnsureSchema(
                name: "access");

            migrationBuilder.EnsureSchema(
                name: "audit");

            migrationBuilder.EnsureSchema(
                name: "takedowns");

            migrationBuilder.EnsureSchema(
                name: "platforms");

            migrationBuilder.CreateTable(
                name: "case_keys",
                schema: "sealing",
                columns: table => new
                {
                    CaseId = table.Column<Guid>(type: "uuid", nullable: false),
                    KeyPair = table.Column<string>(type: "character varying(1)", maxLength: 1, nullable: false),
                    Generation = table.Column<int>(type: "integer", nullable: false),
                    PublicKey = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_case_keys", x => new { x.CaseId, x.KeyPair, x.Generation });
                });

            migrationBuilder.CreateTable(
                name: "cases",
                schema: "cases",
                columns: table => new
                {
                    CaseId = table.Column<Guid>(type: "uuid", nullable: false),
                    OpenedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    AssigneeId = table.Column<Guid>(type: "uuid", nullable: true),
                    FirstClosedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    ClosedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    NextDueAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_cases", x => x.CaseId);
                });

            migrationBuilder.CreateTable(
                name: "consents",
                schema: "reports",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    CaseId = table.Column<Guid>(type: "uuid", nullable: false),
                    Purpose = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    GivenAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    How = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    WithdrawnAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_consents", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "data_keys",
                schema: "sealing",
                columns: table => new
                {
                    OwnerId = table.Column<Guid>(type: "uuid", nullable: false),
                    Wrapped = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_data_keys", x => x.OwnerId);
                });

            migrationBuilder.CreateTable(
                name: "data_protection_keys",
                schema: "access",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    FriendlyName = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    Xml = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_data_protection_keys", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "epoch_wraps",
                schema: "sealing",
                columns: table => new
                {
                    Epoch = table.Column<int>(type: "integer", nullable: false),
                    StaffId = table.Column<Guid>(type: "uuid", nullable: false),
                    File = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_epoch_wraps", x => new { x.Epoch, x.StaffId });
                });

            migrationBuilder.CreateTable(
                name: "events",
                schema: "audit",
                columns: table => new
                {
                    ChainId = table.Column<Guid>(type: "uuid", nullable: false),
                    Sequence = table.Column<int>(type: "integer", nullable: false),
                    At = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    Type = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    Actor = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    Data = table.Column<string>(type: "text", nullable: false),
                    PreviousHash = table.Column<byte[]>(type: "bytea", nullable: false),
                    Hash = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_events", x => new { x.ChainId, x.Sequence });
                });

            migrationBuilder.CreateTable(
                name: "heads",
                schema: "audit",
                columns: table => new
                {
                    ChainId = table.Column<Guid>(type: "uuid", nullable: false),
                    Sequence = table.Column<int>(type: "integer", nullable: false),
                    Hash = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_heads", x => x.ChainId);
                });

            migrationBuilder.CreateTable(
                name: "instance",
                schema: "sealing",
                columns: table => new
                {
                    Id = table.Column<int>(type: "integer", nullable: false),
                    InstanceId = table.Column<byte[]>(type: "bytea", nullable: false),
                    Salt = table.Column<byte[]>(type: "bytea", nullable: false),
                    RootKey = table.Column<byte[]>(type: "bytea", nullable: false),
                    RecoveryKey = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_instance", x => x.Id);
                    table.CheckConstraint("one_row", "\"Id\" = 1");
                });

            migrationBuilder.CreateTable(
                name: "intake_bundles",
                schema: "sealing",
                columns: table => new
                {
                    Epoch = table.Column<int>(type: "integer", nullable: false),
                    Bundle = table.Column<byte[]>(type: "bytea", nullable: false),
                    Signature = table.Column<byte[]>(type: "bytea", nullable: false),
                    Certificates = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_intake_bundles", x => x.Epoch);
                });

            migrationBuilder.CreateTable(
                name: "notice_items",
                schema: "takedowns",
                columns: table => new
                {
                    NoticeId = table.Column<Guid>(type: "uuid", nullable: false),
                    RequestId = table.Column<Guid>(type: "uuid", nullable: false),
                    Number = table.Column<int>(type: "integer", nullable: false),
                    TargetState = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_notice_items", x => new { x.NoticeId, x.RequestId });
                });

            migrationBuilder.CreateTable(
                name: "notices",
                schema: "takedowns",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    CaseId = table.Column<Guid>(type: "uuid", nullable: false),
                    ReleaseId = table.Column<Guid>(type: "uuid", nullable: false),
                    Route = table.Column<string>(type: "character varying(8)", maxLength: 8, nullable: false),
                    Recipient = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    Template = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    PreviewHash = table.Column<byte[]>(type: "bytea", nullable: false),
                    PayloadSealed = table.Column<byte[]>(type: "bytea", nullable: false),
                    PayloadHash = table.Column<byte[]>(type: "bytea", nullable: false),
                    EnvelopeSealed = table.Column<byte[]>(type: "bytea", nullable: true),
                    ReleaseCopyId = table.Column<Guid>(type: "uuid", nullable: false),
                    MessageId = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    SealedBy = table.Column<Guid>(type: "uuid", nullable: false),
                    SealedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    ApprovedBy = table.Column<Guid>(type: "uuid", nullable: true),
                    State = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: false),
                    NextTryAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    LeaseOwner = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: true),
                    LeaseUntil = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    Fence = table.Column<int>(type: "integer", nullable: false),
                    Attempts = table.Column<int>(type: "integer", nullable: false),
                    PossibleDuplicate = table.Column<bool>(type: "boolean", nullable: false),
                    LeftAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    Reason = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    SubmittedBy = table.Column<Guid>(type: "uuid", nullable: true),
                    ReferenceSealed = table.Column<byte[]>(type: "bytea", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_notices", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "objects",
                schema: "sealing",
                columns: table => new
                {
                    CaseId = table.Column<Guid>(type: "uuid", nullable: false),
                    ObjectId = table.Column<Guid>(type: "uuid", nullable: false),
                    KeyPair = table.Column<string>(type: "character varying(1)", maxLength: 1, nullable: false),
                    Generation = table.Column<int>(type: "integer", nullable: false),
                    Kind = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    Author = table.Column<string>(type: "character varying(38)", maxLength: 38, nullable: false),
                    Sequence = table.Column<int>(type: "integer", nullable: false),
                    Previous = table.Column<byte[]>(type: "bytea", nullable: false),
                    Hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    Recipient = table.Column<string>(type: "character varying(38)", maxLength: 38, nullable: true),
                    File = table.Column<byte[]>(type: "bytea", nullable: false),
                    StoredAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_objects", x => new { x.CaseId, x.ObjectId });
                });

            migrationBuilder.CreateTable(
                name: "releases",
                schema: "takedowns",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    CaseId = table.Column<Guid>(type: "uuid", nullable: false),
                    StaffId = table.Column<Guid>(type: "uuid", nullable: false),
                    At = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    StatementSealed = table.Column<byte[]>(type: "bytea", nullable: false),
                    Signature = table.Column<byte[]>(type: "bytea", nullable: false),
                    ConsentId = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_releases", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "reports",
                schema: "reports",
                columns: table => new
                {
                    CaseId = table.Column<Guid>(type: "uuid", nullable: false),
                    Mode = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    Language = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    ReceivedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    DraftUntil = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    DraftReadableFrom = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    Held = table.Column<bool>(type: "boolean", nullable: false),
                    Size = table.Column<int>(type: "integer", nullable: false),
                    PostedHash = table.Column<byte[]>(type: "bytea", nullable: true),
                    TakenUpAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    ReceiptLookup = table.Column<byte[]>(type: "bytea", nullable: true),
                    ReceiptToken = table.Column<byte[]>(type: "bytea", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_reports", x => x.CaseId);
                });

            migrationBuilder.CreateTable(
                name: "requests",
                schema: "takedowns",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    CaseId = table.Column<Guid>(type: "uuid", nullable: false),
                    TargetId = table.Column<Guid>(type: "uuid", nullable: false),
                    Recipient = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    RegimeId = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    CreatedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    State = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    ClockStartedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    DueAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    DueReason = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    Answer = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: true),
                    AnsweredAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    Outcome = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    ClosedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_requests", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "roster",
                schema: "sealing",
                columns: table => new
                {
                    Sequence = table.Column<int>(type: "integer", nullable: false),
                    Bytes = table.Column<byte[]>(type: "bytea", nullable: false),
                    Signature = table.Column<byte[]>(type: "bytea", nullable: false),
                    Hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    StoredAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_roster", x => x.Sequence);
                });

            migrationBuilder.CreateTable(
                name: "send_attempts",
                schema: "takedowns",
                columns: table => new
                {
                    NoticeId = table.Column<Guid>(type: "uuid", nullable: false),
                    Number = table.Column<int>(type: "integer", nullable: false),
                    Fence = table.Column<int>(type: "integer", nullable: false),
                    Worker = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    StartedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    EndedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    Result = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: true),
                    SmtpStatus = table.Column<int>(type: "integer", nullable: false),
                    SmtpDetail = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_send_attempts", x => new { x.NoticeId, x.Number });
                });

            migrationBuilder.CreateTable(
                name: "staff_keys",
                schema: "sealing",
                columns: table => new
                {
                    StaffId = table.Column<Guid>(type: "uuid", nullable: false),
                    KeyFile = table.Column<byte[]>(type: "bytea", nullable: false),
                    Methods = table.Column<string>(type: "text", nullable: false),
                    SigningKey = table.Column<byte[]>(type: "bytea", nullable: false),
                    RecipientKey = table.Column<byte[]>(type: "bytea", nullable: false),
                    MadeAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_staff_keys", x => x.StaffId);
                });

            migrationBuilder.CreateTable(
                name: "staff_members",
                schema: "access",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Alias = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    InvitedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    InvitationHash = table.Column<byte[]>(type: "bytea", nullable: true),
                    InvitationExpiresAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    DisabledAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    LastCodeStep = table.Column<long>(type: "bigint", nullable: false),
                    UserName = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: true),
                    NormalizedUserName = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: true),
                    Email = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: true),
                    NormalizedEmail = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: true),
                    EmailConfirmed = table.Column<bool>(type: "boolean", nullable: false),
                    PasswordHash = table.Column<string>(type: "text", nullable: true),
                    SecurityStamp = table.Column<string>(type: "text", nullable: true),
                    ConcurrencyStamp = table.Column<string>(type: "text", nullable: true),
                    PhoneNumber = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: true),
                    PhoneNumberConfirmed = table.Column<bool>(type: "boolean", nullable: false),
                    TwoFactorEnabled = table.Column<bool>(type: "boolean", nullable: false),
                    LockoutEnd = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    LockoutEnabled = table.Column<bool>(type: "boolean", nullable: false),
                    AccessFailedCount = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_staff_members", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "staff_roles",
                schema: "access",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Name = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: true),
                    NormalizedName = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: true),
                    ConcurrencyStamp = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_staff_roles", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "targets",
                schema: "takedowns",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Lookup = table.Column<byte[]>(type: "bytea", nullable: false),
                    TableVersion = table.Column<int>(type: "integer", nullable: false),
                    KeySealed = table.Column<byte[]>(type: "bytea", nullable: false),
                    UrlSealed = table.Column<byte[]>(type: "bytea", nullable: false),
                    Platform = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                    State = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    ObservedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    MissedBy = table.Column<Guid>(type: "uuid", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_targets", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "typed_contacts",
                schema: "platforms",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Host = table.Column<string>(type: "character varying(253)", maxLength: 253, nullable: false),
                    Address = table.Column<string>(type: "character varying(254)", maxLength: 254, nullable: false),
                    Source = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    AddedBy = table.Column<Guid>(type: "uuid", nullable: false),
                    AddedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    ConfirmedBy = table.Column<Guid>(type: "uuid", nullable: true),
                    ConfirmedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_typed_contacts", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "unlock_halves",
                schema: "sealing",
                columns: table => new
                {
                    SessionHash = table.Column<byte[]>(type: "bytea", nullable: false),
                    StaffId = table.Column<Guid>(type: "uuid", nullable: false),
                    Half = table.Column<byte[]>(type: "bytea", nullable: false),
                    ExpiresAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_unlock_halves", x => x.SessionHash);
                });

            migrationBuilder.CreateTable(
                name: "used_challenges",
                schema: "reports",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    ExpiresAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_used_challenges", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "staff_member_claims",
                schema: "access",
                columns: table => new
                {
                    Id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    UserId = table.Column<Guid>(type: "uuid", nullable: false),
                    ClaimType = table.Column<string>(type: "text", nullable: true),
                    ClaimValue = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_staff_member_claims", x => x.Id);
                    table.ForeignKey(
                        name: "FK_staff_member_claims_staff_members_UserId",
                        column: x => x.UserId,
                        principalSchema: "access",
                        principalTable: "staff_members",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "staff_member_logins",
                schema: "access",
                columns: table => new
                {
                    LoginProvider = table.Column<string>(type: "character varying(128)", maxLength: 128, nullable: false),
                    ProviderKey = table.Column<string>(type: "character varying(128)", maxLength: 128, nullable: false),
                    ProviderDisplayName = table.Column<string>(type: "text", nullable: true),
                    UserId = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_staff_member_logins", x => new { x.LoginProvider, x.ProviderKey });
                    table.ForeignKey(
                        name: "FK_staff_member_logins_staff_members_UserId",
                        column: x => x.UserId,
                        principalSchema: "access",
                        principalTable: "staff_members",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "staff_member_passkeys",
                schema: "access",
                columns: table => new
                {
                    CredentialId = table.Column<byte[]>(type: "bytea", maxLength: 1024, nullable: false),
                    UserId = table.Column<Guid>(type: "uuid", nullable: false),
                    Data = table.Column<string>(type: "jsonb", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_staff_member_passkeys", x => x.CredentialId);
                    table.ForeignKey(
                        name: "FK_staff_member_passkeys_staff_members_UserId",
                        column: x => x.UserId,
                        principalSchema: "access",
                        principalTable: "staff_members",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "staff_member_tokens",
                schema: "access",
                columns: table => new
                {
                    UserId = table.Column<Guid>(type: "uuid", nullable: false),
                    LoginProvider = table.Column<string>(type: "character varying(128)", maxLength: 128, nullable: false),
                    Name = table.Column<string>(type: "character varying(128)", maxLength: 128, nullable: false),
                    Value = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_staff_member_tokens", x => new { x.UserId, x.LoginProvider, x.Name });
                    table.ForeignKey(
                        name: "FK_staff_member_tokens_staff_members_UserId",
                        column: x => x.UserId,
                        principalSchema: "access",
                        principalTable: "staff_members",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "staff_member_roles",
                schema: "access",
                columns: table => new
                {
                    UserId = table.Column<Guid>(type: "uuid", nullable: false),
                    RoleId = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_staff_member_roles", x => new { x.UserId, x.RoleId });
                    table.ForeignKey(
                        name: "FK_staff_member_roles_staff_members_UserId",
                        column: x => x.UserId,
                        principalSchema: "access",
                        principalTable: "staff_members",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_staff_member_roles_staff_roles_RoleId",
                        column: x => x.RoleId,
                        principalSchema: "access",
                        principalTable: "staff_roles",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "staff_role_claims",
                schema: "access",
                columns: table => new
                {
                    Id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    RoleId = table.Column<Guid>(type: "uuid", nullable: false),
                    ClaimType = table.Column<string>(type: "text", nullable: true),
                    ClaimValue = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_staff_role_claims", x => x.Id);
                    table.ForeignKey(
                        name: "FK_staff_role_claims_staff_roles_RoleId",
                        column: x => x.RoleId,
                        principalSchema: "access",
                        principalTable: "staff_roles",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.InsertData(
                schema: "access",
                table: "staff_roles",
                columns: new[] { "Id", "ConcurrencyStamp", "Name", "NormalizedName" },
                values: new object[,]
                {
                    { new Guid("00000000-0000-0000-0000-000000000001"), "1", "administrator", "ADMINISTRATOR" },
                    { new Guid("00000000-0000-0000-0000-000000000002"), "2", "supervisor", "SUPERVISOR" },
                    { new Guid("00000000-0000-0000-0000-000000000003"), "3", "caseworker", "CASEWORKER" },
                    { new Guid("00000000-0000-0000-0000-000000000004"), "4", "advocate", "ADVOCATE" },
                    { new Guid("00000000-0000-0000-0000-000000000005"), "5", "auditor", "AUDITOR" }
                });

            migrationBuilder.CreateIndex(
                name: "IX_cases_AssigneeId_OpenedAt_CaseId",
                schema: "cases",
                table: "cases",
                columns: new[] { "AssigneeId", "OpenedAt", "CaseId" },
                filter: "\"ClosedAt\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_cases_NextDueAt_CaseId",
                schema: "cases",
                table: "cases",
                columns: new[] { "NextDueAt", "CaseId" },
                filter: "\"ClosedAt\" IS NULL AND \"NextDueAt\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_consents_CaseId_Purpose",
                schema: "reports",
                table: "consents",
                columns: new[] { "CaseId", "Purpose" },
                unique: true,
                filter: "\"WithdrawnAt\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_notice_items_RequestId",
                schema: "takedowns",
                table: "notice_items",
                column: "RequestId");

            migrationBuilder.CreateIndex(
                name: "IX_notices_CaseId",
                schema: "takedowns",
                table: "notices",
                column: "CaseId");

            migrationBuilder.CreateIndex(
                name: "IX_notices_LeaseUntil",
                schema: "takedowns",
                table: "notices",
                column: "LeaseUntil",
                filter: "\"State\" = 'Transmitting'");

            migrationBuilder.CreateIndex(
                name: "IX_notices_MessageId",
                schema: "takedowns",
                table: "notices",
                column: "MessageId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_notices_NextTryAt_Id",
                schema: "takedowns",
                table: "notices",
                columns: new[] { "NextTryAt", "Id" },
                filter: "\"NextTryAt\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_notices_State_SealedAt_Id",
                schema: "takedowns",
                table: "notices",
                columns: new[] { "State", "SealedAt", "Id" },
                filter: "\"State\" IN ('Sealed', 'Queued', 'Transmitting', 'Deferred', 'OutcomeUnknown', 'DeadLetter', 'Bounced', 'AwaitingOperator')");

            migrationBuilder.CreateIndex(
                name: "IX_objects_CaseId_Author_KeyPair_Sequence",
                schema: "sealing",
                table: "objects",
                columns: new[] { "CaseId", "Author", "KeyPair", "Sequence" },
                unique: true,
                filter: "\"Kind\" <> 'wrap'");

            migrationBuilder.CreateIndex(
                name: "IX_objects_CaseId_KeyPair_Generation_Recipient",
                schema: "sealing",
                table: "objects",
                columns: new[] { "CaseId", "KeyPair", "Generation", "Recipient" },
                unique: true,
                filter: "\"Kind\" = 'wrap'");

            migrationBuilder.CreateIndex(
                name: "IX_releases_CaseId",
                schema: "takedowns",
                table: "releases",
                column: "CaseId");

            migrationBuilder.CreateIndex(
                name: "IX_reports_DraftReadableFrom",
                schema: "reports",
                table: "reports",
                column: "DraftReadableFrom",
                filter: "\"DraftReadableFrom\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_reports_DraftUntil",
                schema: "reports",
                table: "reports",
                column: "DraftUntil",
                filter: "\"DraftUntil\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_reports_ReceiptLookup",
                schema: "reports",
                table: "reports",
                column: "ReceiptLookup",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "reports_all",
                schema: "reports",
                table: "reports",
                columns: new[] { "ReceivedAt", "CaseId" },
                filter: "\"ReceivedAt\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "reports_held",
                schema: "reports",
                table: "reports",
                columns: new[] { "ReceivedAt", "CaseId" },
                filter: "\"ReceivedAt\" IS NOT NULL AND \"TakenUpAt\" IS NULL AND \"Held\"");

            migrationBuilder.CreateIndex(
                name: "reports_unassigned",
                schema: "reports",
                table: "reports",
                columns: new[] { "ReceivedAt", "CaseId" },
                filter: "\"ReceivedAt\" IS NOT NULL AND \"TakenUpAt\" IS NULL AND NOT \"Held\"");

            migrationBuilder.CreateIndex(
                name: "IX_requests_CaseId",
                schema: "takedowns",
                table: "requests",
                column: "CaseId");

            migrationBuilder.CreateIndex(
                name: "IX_requests_CaseId_TargetId_Recipient",
                schema: "takedowns",
                table: "requests",
                columns: new[] { "CaseId", "TargetId", "Recipient" },
                unique: true,
                filter: "\"State\" <> 'Closed'");

            migrationBuilder.CreateIndex(
                name: "IX_requests_DueAt_Id",
                schema: "takedowns",
                table: "requests",
                columns: new[] { "DueAt", "Id" },
                filter: "\"State\" = 'Active' AND \"DueAt\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_requests_TargetId",
                schema: "takedowns",
                table: "requests",
                column: "TargetId");

            migrationBuilder.CreateIndex(
                name: "IX_staff_member_claims_UserId",
                schema: "access",
                table: "staff_member_claims",
                column: "UserId");

            migrationBuilder.CreateIndex(
                name: "IX_staff_member_logins_UserId",
                schema: "access",
                table: "staff_member_logins",
                column: "UserId");

            migrationBuilder.CreateIndex(
                name: "IX_staff_member_passkeys_UserId",
                schema: "access",
                table: "staff_member_passkeys",
                column: "UserId");

            migrationBuilder.CreateIndex(
                name: "IX_staff_member_roles_RoleId",
                schema: "access",
                table: "staff_member_roles",
                column: "RoleId");

            migrationBuilder.CreateIndex(
                name: "EmailIndex",
                schema: "access",
                table: "staff_members",
                column: "NormalizedEmail");

            migrationBuilder.CreateIndex(
                name: "IX_staff_members_InvitationHash",
                schema: "access",
                table: "staff_members",
                column: "InvitationHash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "UserNameIndex",
                schema: "access",
                table: "staff_members",
                column: "NormalizedUserName",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_staff_role_claims_RoleId",
                schema: "access",
                table: "staff_role_claims",
                column: "RoleId");

            migrationBuilder.CreateIndex(
                name: "RoleNameIndex",
                schema: "access",
                table: "staff_roles",
                column: "NormalizedName",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_targets_Lookup",
                schema: "takedowns",
                table: "targets",
                column: "Lookup",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_typed_contacts_Host_Address",
                schema: "platforms",
                table: "typed_contacts",
                columns: new[] { "Host", "Address" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_unlock_halves_ExpiresAt",
                schema: "sealing",
                table: "unlock_halves",
                column: "ExpiresAt");

            migrationBuilder.CreateIndex(
                name: "IX_used_challenges_ExpiresAt",
                schema: "reports",
                table: "used_challenges",
                column: "ExpiresAt");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "case_keys",
                schema: "sealing");

            migrationBuilder.DropTable(
                name: "cases",
                schema: "cases");

            migrationBuilder.DropTable(
                name: "consents",
                schema: "reports");

            migrationBuilder.DropTable(
                name: "data_keys",
                schema: "sealing");

            migrationBuilder.DropTable(
                name: "data_protection_keys",
                schema: "access");

            migrationBuilder.DropTable(
                name: "epoch_wraps",
                schema: "sealing");

            migrationBuilder.DropTable(
                name: "events",
                schema: "audit");

            migrationBuilder.DropTable(
                name: "heads",
                schema: "audit");

            migrationBuilder.DropTable(
                name: "instance",
                schema: "sealing");

            migrationBuilder.DropTable(
                name: "intake_bundles",
                schema: "sealing");

            migrationBuilder.DropTable(
                name: "notice_items",
                schema: "takedowns");

            migrationBuilder.DropTable(
                name: "notices",
                schema: "takedowns");

            migrationBuilder.DropTable(
                name: "objects",
                schema: "sealing");

            migrationBuilder.DropTable(
                name: "releases",
                schema: "takedowns");

            migrationBuilder.DropTable(
                name: "reports",
                schema: "reports");

            migrationBuilder.DropTable(
                name: "requests",
                schema: "takedowns");

            migrationBuilder.DropTable(
                name: "roster",
                schema: "sealing");

            migrationBuilder.DropTable(
                name: "send_attempts",
                schema: "takedowns");

            migrationBuilder.DropTable(
                name: "staff_keys",
                schema: "sealing");

            migrationBuilder.DropTable(
                name: "staff_member_claims",
                schema: "access");

            migrationBuilder.DropTable(
                name: "staff_member_logins",
                schema: "access");

            migrationBuilder.DropTable(
                name: "staff_member_passkeys",
                schema: "access");

            migrationBuilder.DropTable(
                name: "staff_member_roles",
                schema: "access");

            migrationBuilder.DropTable(
                name: "staff_member_tokens",
                schema: "access");

            migrationBuilder.DropTable(
                name: "staff_role_claims",
                schema: "access");

            migrationBuilder.DropTable(
                name: "targets",
                schema: "takedowns");

            migrationBuilder.DropTable(
                name: "typed_contacts",
                schema: "platforms");

            migrationBuilder.DropTable(
                name: "unlock_halves",
                schema: "sealing");

            migrationBuilder.DropTable(
                name: "used_challenges",
                schema: "reports");

            migrationBuilder.DropTable(
                name: "staff_members",
                schema: "access");

            migrationBuilder.DropTable(
                name: "staff_roles",
                schema: "access");
        }
    }
}
