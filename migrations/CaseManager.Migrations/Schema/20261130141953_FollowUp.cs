using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CaseManager.Migrations.Schema
{
    /// <inheritdoc />
    public partial class FollowUp : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            // The codes of answers are those of mail now.
            migrationBuilder.Sql(
                """
                update takedowns.requests set "Answer" = case "Answer"
                    when 'received' then 'acknowledged' when 'asks-for-more' then 'asks_for_more' when 'says-removed' then 'says_removed' end
                where "Answer" in ('received', 'asks-for-more', 'says-removed');
                """);

            migrationBuilder.AddColumn<int>(
                name: "Round",
                schema: "takedowns",
                table: "requests",
                type: "integer",
                nullable: false,
                defaultValue: 1);

            migrationBuilder.AddColumn<string>(
                name: "Code",
                schema: "takedowns",
                table: "notices",
                type: "character varying(12)",
                maxLength: 12,
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "Follows",
                schema: "takedowns",
                table: "notices",
                type: "uuid",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "escalations",
                schema: "takedowns",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    RequestId = table.Column<Guid>(type: "uuid", nullable: false),
                    CaseId = table.Column<Guid>(type: "uuid", nullable: false),
                    LadderVersion = table.Column<int>(type: "integer", nullable: false),
                    RungId = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    Round = table.Column<int>(type: "integer", nullable: false),
                    Repeat = table.Column<int>(type: "integer", nullable: false),
                    OpenedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    LookFirst = table.Column<bool>(type: "boolean", nullable: false),
                    State = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false),
                    DecidedBy = table.Column<Guid>(type: "uuid", nullable: true),
                    DecidedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    ReasonSealed = table.Column<byte[]>(type: "bytea", nullable: true),
                    ReferenceSealed = table.Column<byte[]>(type: "bytea", nullable: true),
                    NoticeId = table.Column<Guid>(type: "uuid", nullable: true),
                    BodyId = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_escalations", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "imported_rows",
                schema: "cases",
                columns: table => new
                {
                    CaseId = table.Column<Guid>(type: "uuid", nullable: false),
                    Row = table.Column<byte[]>(type: "bytea", nullable: false),
                    Reference = table.Column<byte[]>(type: "bytea", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_imported_rows", x => x.CaseId);
                });

            migrationBuilder.CreateTable(
                name: "inbound_messages",
                schema: "takedowns",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Folder = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    Validity = table.Column<long>(type: "bigint", nullable: false),
                    Uid = table.Column<long>(type: "bigint", nullable: false),
                    RawHash = table.Column<byte[]>(type: "bytea", nullable: false),
                    MessageIdHash = table.Column<byte[]>(type: "bytea", nullable: true),
                    TicketHash = table.Column<byte[]>(type: "bytea", nullable: true),
                    ReceivedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    StoredAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    Kind = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    Class = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: false),
                    ClassRule = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    MatchRule = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: false),
                    IsVerified = table.Column<bool>(type: "boolean", nullable: false),
                    IsBadAddress = table.Column<bool>(type: "boolean", nullable: false),
                    Standing = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    CaseId = table.Column<Guid>(type: "uuid", nullable: true),
                    NoticeId = table.Column<Guid>(type: "uuid", nullable: true),
                    ObjectId = table.Column<Guid>(type: "uuid", nullable: true),
                    TeamEpoch = table.Column<int>(type: "integer", nullable: true),
                    TeamFile = table.Column<byte[]>(type: "bytea", nullable: true),
                    NeedsPerson = table.Column<bool>(type: "boolean", nullable: false),
                    DecidedClass = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: true),
                    DecidedBy = table.Column<Guid>(type: "uuid", nullable: true),
                    DecidedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_inbound_messages", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "mail_cursors",
                schema: "takedowns",
                columns: table => new
                {
                    Folder = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    Validity = table.Column<long>(type: "bigint", nullable: false),
                    LastUid = table.Column<long>(type: "bigint", nullable: false),
                    TriedUid = table.Column<long>(type: "bigint", nullable: false),
                    Tries = table.Column<int>(type: "integer", nullable: false),
                    ReadAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_mail_cursors", x => x.Folder);
                });

            migrationBuilder.CreateTable(
                name: "observations",
                schema: "takedowns",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    TargetId = table.Column<Guid>(type: "uuid", nullable: false),
                    RunId = table.Column<Guid>(type: "uuid", nullable: false),
                    At = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    Verdict = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    Rule = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    ParserVersion = table.Column<int>(type: "integer", nullable: false),
                    ControlOk = table.Column<bool>(type: "boolean", nullable: false),
                    Status = table.Column<int>(type: "integer", nullable: true),
                    Length = table.Column<int>(type: "integer", nullable: true),
                    BodyHash = table.Column<byte[]>(type: "bytea", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_observations", x => x.Id);
                    table.ForeignKey(
                        name: "FK_observations_targets_TargetId",
                        column: x => x.TargetId,
                        principalSchema: "takedowns",
                        principalTable: "targets",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "probe_states",
                schema: "takedowns",
                columns: table => new
                {
                    Scope = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    NextAllowedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    StoppedUntil = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    Stops = table.Column<int>(type: "integer", nullable: false),
                    TroubleSince = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    Trouble = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: true),
                    Day = table.Column<DateOnly>(type: "date", nullable: true),
                    Used = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_probe_states", x => x.Scope);
                });

            migrationBuilder.CreateTable(
                name: "request_timers",
                schema: "takedowns",
                columns: table => new
                {
                    RequestId = table.Column<Guid>(type: "uuid", nullable: false),
                    Kind = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    Round = table.Column<int>(type: "integer", nullable: false),
                    CaseId = table.Column<Guid>(type: "uuid", nullable: false),
                    CountedFrom = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    Step = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                    DueAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    Calendar = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: true),
                    State = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false),
                    FiredAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_request_timers", x => new { x.RequestId, x.Kind, x.Round });
                });

            migrationBuilder.CreateTable(
                name: "target_watches",
                schema: "takedowns",
                columns: table => new
                {
                    TargetId = table.Column<Guid>(type: "uuid", nullable: false),
                    Plan = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    PlanStartedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    SaidRemovedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    NextCheckAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    CheckedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    LastVerdict = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: true),
                    LastRule = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: true),
                    Misses = table.Column<int>(type: "integer", nullable: false),
                    FirstMissedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    LastMissedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    LastMissedRun = table.Column<Guid>(type: "uuid", nullable: true),
                    Unread = table.Column<int>(type: "integer", nullable: false),
                    HasAnswered = table.Column<bool>(type: "boolean", nullable: false, defaultValue: false),
                    OwnerMark = table.Column<byte[]>(type: "bytea", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_target_watches", x => x.TargetId);
                    table.ForeignKey(
                        name: "FK_target_watches_targets_TargetId",
                        column: x => x.TargetId,
                        principalSchema: "takedowns",
                        principalTable: "targets",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_notices_Code",
                schema: "takedowns",
                table: "notices",
                column: "Code",
                filter: "\"Code\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_escalations_CaseId",
                schema: "takedowns",
                table: "escalations",
                column: "CaseId");

            migrationBuilder.CreateIndex(
                name: "IX_escalations_OpenedAt_Id",
                schema: "takedowns",
                table: "escalations",
                columns: new[] { "OpenedAt", "Id" },
                filter: "\"State\" = 'Open'");

            migrationBuilder.CreateIndex(
                name: "IX_escalations_RequestId_LadderVersion_RungId_Round_Repeat",
                schema: "takedowns",
                table: "escalations",
                columns: new[] { "RequestId", "LadderVersion", "RungId", "Round", "Repeat" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_imported_rows_Reference",
                schema: "cases",
                table: "imported_rows",
                column: "Reference",
                filter: "\"Reference\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_imported_rows_Row",
                schema: "cases",
                table: "imported_rows",
                column: "Row",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_inbound_messages_CaseId",
                schema: "takedowns",
                table: "inbound_messages",
                column: "CaseId",
                filter: "\"CaseId\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_inbound_messages_MessageIdHash",
                schema: "takedowns",
                table: "inbound_messages",
                column: "MessageIdHash",
                filter: "\"MessageIdHash\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_inbound_messages_NoticeId",
                schema: "takedowns",
                table: "inbound_messages",
                column: "NoticeId",
                filter: "\"NoticeId\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_inbound_messages_RawHash",
                schema: "takedowns",
                table: "inbound_messages",
                column: "RawHash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_inbound_messages_StoredAt_Id",
                schema: "takedowns",
                table: "inbound_messages",
                columns: new[] { "StoredAt", "Id" },
                filter: "\"NeedsPerson\"");

            migrationBuilder.CreateIndex(
                name: "IX_inbound_messages_TicketHash",
                schema: "takedowns",
                table: "inbound_messages",
                column: "TicketHash",
                filter: "\"TicketHash\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_observations_TargetId_At",
                schema: "takedowns",
                table: "observations",
                columns: new[] { "TargetId", "At" });

            migrationBuilder.CreateIndex(
                name: "IX_request_timers_Calendar",
                schema: "takedowns",
                table: "request_timers",
                column: "Calendar",
                filter: "\"State\" = 'Pending' AND \"Calendar\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_request_timers_CaseId",
                schema: "takedowns",
                table: "request_timers",
                column: "CaseId");

            migrationBuilder.CreateIndex(
                name: "IX_request_timers_DueAt_RequestId_Kind_Round",
                schema: "takedowns",
                table: "request_timers",
                columns: new[] { "DueAt", "RequestId", "Kind", "Round" },
                filter: "\"State\" = 'Pending'")
                .Annotation("Npgsql:IndexInclude", new[] { "CaseId" });

            migrationBuilder.CreateIndex(
                name: "IX_target_watches_NextCheckAt_TargetId",
                schema: "takedowns",
                table: "target_watches",
                columns: new[] { "NextCheckAt", "TargetId" },
                filter: "\"NextCheckAt\" IS NOT NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "escalations",
                schema: "takedowns");

            migrationBuilder.DropTable(
                name: "imported_rows",
                schema: "cases");

            migrationBuilder.DropTable(
                name: "inbound_messages",
                schema: "takedowns");

            migrationBuilder.DropTable(
                name: "mail_cursors",
                schema: "takedowns");

            migrationBuilder.DropTable(
                name: "observations",
                schema: "takedowns");

            migrationBuilder.DropTable(
                name: "probe_states",
                schema: "takedowns");

            migrationBuilder.DropTable(
                name: "request_timers",
                schema: "takedowns");

            migrationBuilder.DropTable(
                name: "target_watches",
                schema: "takedowns");

            migrationBuilder.DropIndex(
                name: "IX_notices_Code",
                schema: "takedowns",
                table: "notices");

            migrationBuilder.DropColumn(
                name: "Round",
                schema: "takedowns",
                table: "requests");

            migrationBuilder.DropColumn(
                name: "Code",
                schema: "takedowns",
                table: "notices");

            migrationBuilder.DropColumn(
                name: "Follows",
                schema: "takedowns",
                table: "notices");
        }
    }
}
